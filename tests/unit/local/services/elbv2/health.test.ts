import { describe, expect, test } from "@jest/globals";
import type { ProbeResult } from "../../../../../local/cloud.ts";
import { because, judge, matches } from "../../../../../local/services/elbv2/health/judge.ts";
import { aws } from "../../../../../local/world/profile.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { elb, ok } from "./cloud.ts";

const down: ProbeResult = { kind: "refused" };
const error: ProbeResult = { kind: "status", status: 500 };
const silent: ProbeResult = { kind: "timeout" };

describe("judging a target", () => {
  const settings = { healthyThreshold: 3, unhealthyThreshold: 2, matcher: "200-299" };
  const judged = (...results: ProbeResult[]) =>
    results.reduce(
      (health, result) => judge(health, result, settings),
      because("initial", "Elb.InitialHealthChecking"),
    );

  test.each<[string, ProbeResult[], string, string | undefined]>([
    ["one passed check is enough for a new one", [ok], "healthy", undefined],
    ["one failed check is not enough against it", [down], "initial", "Elb.InitialHealthChecking"],
    ["a new one which fails may still come", [down, ok], "healthy", undefined],
    ["as many failures as the threshold", [down, down], "unhealthy", "Target.FailedHealthChecks"],
    ["a failure in between does not count on", [ok, down, ok, down], "healthy", undefined],
    [
      "two passed checks do not bring an unhealthy one back",
      [down, down, ok, ok],
      "unhealthy",
      "Target.FailedHealthChecks",
    ],
    ["three do", [down, down, ok, ok, ok], "healthy", undefined],
    ["three in a row, that is", [down, down, ok, ok, down, ok], "unhealthy", "Target.FailedHealthChecks"],
    ["the last failure is the reason", [down, down, silent], "unhealthy", "Target.Timeout"],
    ["a wrong status is a failure", [error, error], "unhealthy", "Target.ResponseCodeMismatch"],
  ])("%s", (_, results, state, reason) => {
    const health = judged(...results);
    expect(health.state).toBe(state);
    expect(health.reason).toBe(reason);
  });

  test("says which code it was", () => {
    expect(judged(error, error).description).toBe("Health checks failed with these codes: [500]");
  });

  test.each([
    ["200", [200]],
    ["200,302", [200, 302]],
    ["200-299", [200, 204]],
  ])("a matcher %s passes %j", (matcher, passing) => {
    expect([200, 204, 302, 500].filter((status) => matches(matcher, status))).toEqual(passing);
  });
});

describe("a target's life", () => {
  test("unused without a load balancer, initial while that is provisioning, then healthy after one check", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock);
    const groupArn = await cloud.targetGroup();
    cloud.target(groupArn);
    const reason = async () =>
      (await cloud.run("DescribeTargetHealth", { TargetGroupArn: groupArn })).TargetHealthDescriptions?.[0]
        ?.TargetHealth?.Reason;
    expect(await reason()).toBe("Target.NotInUse");

    const { arn } = await cloud.loadBalancer();
    await cloud.listener(arn, groupArn);
    expect(await reason()).toBe("Elb.RegistrationInProgress");

    await clock.advance(600);
    expect(await reason()).toBe("Elb.InitialHealthChecking");
    await clock.advance(250);
    expect(await cloud.states(groupArn)).toEqual(["healthy"]);
  });

  test("in AWS's own time: healthy within its check interval, unhealthy and back by the thresholds", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock, { profile: aws });
    const groupArn = await cloud.targetGroup();
    await cloud.listener((await cloud.loadBalancer()).arn, groupArn);
    await clock.advance(187_000);
    const target = cloud.target(groupArn);
    const seen: [number, string | undefined][] = [];
    const since = clock.now();
    cloud.port.onHealthChange((_, __, health) => seen.push([clock.now() - since, health]));

    await clock.advance(5_000);
    expect(seen).toEqual([[expect.any(Number), "healthy"]]);
    const first = seen[0]?.[0] as number;
    target.answer = down;
    await clock.advance(10_000);
    expect(seen[1]).toEqual([first + 10_000, "unhealthy"]);
    target.answer = ok;
    await clock.advance(15_000);
    expect(seen[2]).toEqual([first + 25_000, "healthy"]);
  });

  test("a slow starter is not called unhealthy sooner because it is looked at more often", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock);
    const groupArn = await cloud.targetGroup();
    await cloud.listener((await cloud.loadBalancer()).arn, groupArn);
    await clock.advance(600);
    const target = cloud.target(groupArn, down);

    await clock.advance(9_000);
    expect(await cloud.states(groupArn)).toEqual(["initial"]);
    target.answer = ok;
    await clock.advance(250);
    expect(await cloud.states(groupArn)).toEqual(["healthy"]);
  });

  test("draining for the deregistration delay, then gone", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock);
    const groupArn = await cloud.targetGroup();
    await cloud.run("ModifyTargetGroupAttributes", {
      TargetGroupArn: groupArn,
      Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "10" }],
    });
    await cloud.listener((await cloud.loadBalancer()).arn, groupArn);
    const target = cloud.target(groupArn);
    await clock.advance(1_000);

    await cloud.run("DeregisterTargets", { TargetGroupArn: groupArn, Targets: [{ Id: target.ip }] });
    expect(cloud.port.health(groupArn, target)).toBe("draining");
    await clock.advance(9_999);
    expect(cloud.port.health(groupArn, target)).toBe("draining");
    await clock.advance(1);
    expect(cloud.port.health(groupArn, target)).toBeUndefined();

    const { TargetHealthDescriptions } = await cloud.run("DescribeTargetHealth", {
      TargetGroupArn: groupArn,
      Targets: [{ Id: target.ip, Port: target.port }],
    });
    expect(TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({
      State: "unused",
      Reason: "Target.NotRegistered",
    });
  });

  test("registered again while draining, it begins anew", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock);
    const groupArn = await cloud.targetGroup();
    await cloud.listener((await cloud.loadBalancer()).arn, groupArn);
    const target = cloud.target(groupArn);
    await clock.advance(1_000);

    cloud.port.deregister(groupArn, target);
    cloud.port.register(groupArn, target);
    expect(cloud.port.health(groupArn, target)).toBe("initial");
    await clock.advance(400_000);
    expect(cloud.port.health(groupArn, target)).toBe("healthy");
  });

  test("unused again when its listener goes", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock);
    const groupArn = await cloud.targetGroup();
    const listenerArn = await cloud.listener((await cloud.loadBalancer()).arn, groupArn);
    const target = cloud.target(groupArn);
    await clock.advance(1_000);

    await cloud.run("DeleteListener", { ListenerArn: listenerArn });
    target.answer = down;
    await clock.advance(60_000);

    expect(await cloud.states(groupArn)).toEqual(["unused"]);
  });

  test("unhealthy by timeout when the security groups do not let the load balancer through", async () => {
    const clock = virtualClock();
    const cloud = await elb(clock);
    const balancer = await cloud.group("balancer", 80);
    const tasks = await cloud.group("tasks", 8080, balancer);
    const groupArn = await cloud.targetGroup();
    await cloud.listener((await cloud.loadBalancer("hello", { SecurityGroups: [balancer] })).arn, groupArn);
    const ip = cloud.address([tasks]);
    cloud.network.bind(ip, 8080, { kind: "simulated", respond: () => ok });
    await cloud.run("RegisterTargets", { TargetGroupArn: groupArn, Targets: [{ Id: ip }] });
    await clock.advance(1_000);
    expect(await cloud.states(groupArn)).toEqual(["healthy"]);

    await cloud.ec2("RevokeSecurityGroupIngress", {
      GroupId: tasks,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, UserIdGroupPairs: [{ GroupId: balancer }] }],
    });
    await clock.advance(10_000);

    const { TargetHealthDescriptions } = await cloud.run("DescribeTargetHealth", { TargetGroupArn: groupArn });
    expect(TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({ State: "unhealthy", Reason: "Target.Timeout" });
  });
});
