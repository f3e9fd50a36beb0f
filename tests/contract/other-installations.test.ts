import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createSimulation, type Simulation } from "../simulation/simulation.ts";

let simulation: Simulation;
let roles: readonly string[];

beforeAll(async () => {
  simulation = await createSimulation({ seed: 1 });
  const { Functions = [] } = await simulation.local.cloud.call("lambda", "ListFunctions", {});
  roles = Functions.map(({ Role = "" }) => Role);
}, 60_000);

afterAll(() => simulation.close());

const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:${rest}`;

/** The roles that may do this to a resource with this installation's tag, or without one. */
function able(action: string, resource: string, installation?: string): readonly string[] {
  const { identity } = simulation.local.cloud;
  const keys = {
    // As our functions tag what they make.
    "aws:RequestTag/fairway:installation": "fairway",
    ...(installation !== undefined && { "aws:ResourceTag/fairway:installation": installation }),
  };
  return roles.filter((role) => {
    const { accessKeyId } = identity.assume(role, "test");
    const asked = { action: `elasticloadbalancing:${action}`, resources: [resource], keys };
    return identity.decide(identity.principal(accessKeyId), asked).kind === "allow";
  });
}

describe("a listener or a rule", () => {
  const parts = [
    ["DeleteListener", "listener/app/fairway-b-orders/0123456789abcdef/0123456789abcdef"],
    ["DeleteRule", "listener-rule/app/fairway-b-orders/0123456789abcdef/0123456789abcdef/0123456789abcdef"],
  ] as const;

  test.each(parts)("of another installation is beyond %s, though its name begins with ours", (action, part) => {
    expect(able(action, arn(part), "fairway-b")).toEqual([]);
  });

  test.each(parts)("that others put onto what is called as ours is taken away by one function's %s", (action, part) => {
    expect(able(action, arn(part))).toEqual([expect.stringContaining("step-listener")]);
    expect(able(action, arn(part.replace("fairway-b", "their")))).toEqual([]);
  });

  test("of ours is taken away by the same function", () => {
    const [[, listener]] = parts;
    expect(able("DeleteListener", arn(listener), "fairway")).toEqual([expect.stringContaining("step-listener")]);
  });
});

test.each([
  ["DeleteLoadBalancer", "loadbalancer/app/fairway-b-orders/0123456789abcdef"],
  ["SetSecurityGroups", "loadbalancer/app/fairway-b-orders/0123456789abcdef"],
  ["ModifyLoadBalancerAttributes", "loadbalancer/app/fairway-b-orders/0123456789abcdef"],
  ["CreateListener", "loadbalancer/app/fairway-b-orders/0123456789abcdef"],
  ["ModifyListener", "listener/app/fairway-b-orders/0123456789abcdef/0123456789abcdef"],
  ["CreateRule", "listener/app/fairway-b-orders/0123456789abcdef/0123456789abcdef"],
  ["DeleteTargetGroup", "targetgroup/fairway-b-orders/0123456789abcdef"],
  ["ModifyTargetGroup", "targetgroup/fairway-b-orders/0123456789abcdef"],
  ["RegisterTargets", "targetgroup/fairway-b-orders/0123456789abcdef"],
  ["DeregisterTargets", "targetgroup/fairway-b-orders/0123456789abcdef"],
])("%s on what another installation made, or nobody of ours, is allowed to no function", (action, resource) => {
  expect([...able(action, arn(resource), "fairway-b"), ...able(action, arn(resource))]).toEqual([]);
});
