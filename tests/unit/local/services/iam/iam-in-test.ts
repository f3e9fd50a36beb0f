import type { Cloud } from "../../../../../local/cloud.ts";
import type { Call, Input, Output } from "../../../../../local/edge/contract.ts";
import { createIam } from "../../../../../local/services/iam/index.ts";
import { laptop } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";

export const lambdaTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** An IAM of its own for one test, in a cloud whose resources have the given tags. */
export function iamInTest(tags: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
  const clock = virtualClock();
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const cloud = { tags: { of: (resource: string) => tags[resource] } } as unknown as Cloud;
  const { service, port } = createIam({ world, cloud });
  const call: Call = { principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" }, requestId: "1" };

  const run = <Name extends string>(operation: Name, input: Input<"iam", Name>): Promise<Output<"iam", Name>> =>
    service.run(operation, input, call) as Promise<Output<"iam", Name>>;
  const createRole = async (RoleName: string, rest: Partial<Input<"iam", "CreateRole">> = {}): Promise<string> => {
    const { Role } = await run("CreateRole", { RoleName, AssumeRolePolicyDocument: lambdaTrust, ...rest });
    return Role?.Arn ?? "";
  };
  return { clock, world, cloud, service, port, run, createRole };
}
