import { DeregisterTargetsCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createTargetRegistrations } from "../../../../shared/aws/target-registrations.ts";
import { failure } from "./failure.ts";

const elb = mockClient(ElasticLoadBalancingV2Client);
const registrations = createTargetRegistrations(new ElasticLoadBalancingV2Client({}));

beforeEach(() => void elb.reset());

describe("targets that get no more requests", () => {
  test.each([
    ["10.0.1.17:8080", { Id: "10.0.1.17", Port: 8080 }],
    ["2600:1f18::17:80", { Id: "2600:1f18::17", Port: 80 }],
  ])("%s is deregistered by address and port", async (target, described) => {
    elb.on(DeregisterTargetsCommand).resolves({});
    await registrations.deregister("arn:tg", [target]);
    expect(elb.commandCalls(DeregisterTargetsCommand).map(({ args }) => args[0].input)).toEqual([
      { TargetGroupArn: "arn:tg", Targets: [described] },
    ]);
  });

  test.each(["TargetGroupNotFound", "InvalidTarget"])("are gone where ELB says %s", async (name) => {
    elb.on(DeregisterTargetsCommand).rejects(failure(name));
    expect(await registrations.deregister("arn:tg", ["10.0.1.17:80"])).toBeUndefined();
  });

  test("are not where it says anything else", async () => {
    elb.on(DeregisterTargetsCommand).rejects(failure("AccessDenied"));
    await expect(registrations.deregister("arn:tg", ["10.0.1.17:80"])).rejects.toThrow();
  });
});
