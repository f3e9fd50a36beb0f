import { describe, expect, test } from "@jest/globals";
import type { Cloud, Principal } from "../../../../../local/cloud.ts";
import type { Input, Output } from "../../../../../local/edge/contract.ts";
import { createSts } from "../../../../../local/services/sts/index.ts";
import { iamInTest } from "../iam/iam-in-test.ts";

const account = "arn:aws:iam::123456789012:root";
const administrator: Principal = { kind: "administrator", arn: account };

function trusting(principal: string): string {
  const Statement = { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function stsInTest() {
  const iam = iamInTest();
  const cloud = { ...iam.cloud, identity: iam.port } as Cloud;
  const { service } = createSts({ world: iam.world, cloud });
  const runAs = <Name extends string>(principal: Principal, operation: Name, input: Input<"sts", Name>) =>
    service.run(operation, input, { principal, requestId: "1" }) as Promise<Output<"sts", Name>>;
  const sessionOf = (roleArn: string): Principal => iam.port.principal(iam.port.assume(roleArn, "one").accessKeyId);
  return { ...iam, runAs, sessionOf };
}

describe("STS", () => {
  test("tells callers who they are", async () => {
    const { runAs, createRole, sessionOf } = stsInTest();
    const session = sessionOf(await createRole("scaler"));

    expect(await runAs(administrator, "GetCallerIdentity", {})).toMatchObject({
      Account: "123456789012",
      Arn: account,
    });
    expect(await runAs(session, "GetCallerIdentity", {})).toMatchObject({
      Arn: "arn:aws:sts::123456789012:assumed-role/scaler/one",
    });
  });

  test("gives a role to whom the role trusts, until the session ends", async () => {
    const { runAs, createRole, port, clock } = stsInTest();
    const RoleArn = await createRole("operator", { AssumeRolePolicyDocument: trusting(account) });

    const { Credentials } = await runAs(administrator, "AssumeRole", {
      RoleArn,
      RoleSessionName: "me",
      DurationSeconds: 900,
    });

    expect(port.principal(Credentials?.AccessKeyId)).toMatchObject({ kind: "role", roleArn: RoleArn });
    await clock.advance(900_000);
    expect(() => port.principal(Credentials?.AccessKeyId)).toThrow(
      expect.objectContaining({ code: "ExpiredTokenException" }),
    );
  });

  test("refuses a role that trusts somebody else, or that is not there", async () => {
    const { runAs, createRole } = stsInTest();
    const RoleArn = await createRole("function");

    for (const arn of [RoleArn, "arn:aws:iam::123456789012:role/none"])
      await expect(runAs(administrator, "AssumeRole", { RoleArn: arn, RoleSessionName: "me" })).rejects.toMatchObject({
        code: "AccessDenied",
        message: `User: ${account} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      });
  });

  test("gives a role that trusts the account only to callers whose own policies allow it", async () => {
    const { runAs, createRole, run, sessionOf } = stsInTest();
    const RoleArn = await createRole("operator", { AssumeRolePolicyDocument: trusting(account) });
    const caller = sessionOf(await createRole("caller"));
    const assume = () => runAs(caller, "AssumeRole", { RoleArn, RoleSessionName: "me" });

    await expect(assume()).rejects.toMatchObject({ code: "AccessDenied" });
    const Statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: RoleArn };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await run("PutRolePolicy", { RoleName: "caller", PolicyName: "assume", PolicyDocument });

    expect((await assume()).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test("gives a role that names the caller without more", async () => {
    const { runAs, createRole, sessionOf } = stsInTest();
    const callerArn = await createRole("caller");
    const RoleArn = await createRole("operator", { AssumeRolePolicyDocument: trusting(callerArn) });

    const answer = await runAs(sessionOf(callerArn), "AssumeRole", { RoleArn, RoleSessionName: "me" });

    expect(answer.AssumedRoleUser?.Arn).toBe("arn:aws:sts::123456789012:assumed-role/operator/me");
  });
});
