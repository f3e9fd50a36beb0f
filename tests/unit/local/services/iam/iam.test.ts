import { describe, expect, test } from "@jest/globals";
import { iamInTest, lambdaTrust } from "./iam-in-test.ts";

const ecsOnly = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "ecs:UpdateService", Resource: "arn:aws:ecs:*:*:service/prod/*" },
});
const serviceArn = "arn:aws:ecs:us-east-1:123456789012:service/prod/hello";

describe("Roles", () => {
  test("are made with a path, and found again with their documents percent-encoded", async () => {
    const { run } = iamInTest();

    const created = await run("CreateRole", {
      RoleName: "scaler",
      Path: "/fairway/task/",
      AssumeRolePolicyDocument: lambdaTrust,
    });
    const found = await run("GetRole", { RoleName: "scaler" });

    expect(created.Role?.Arn).toBe("arn:aws:iam::123456789012:role/fairway/task/scaler");
    expect(found.Role).toEqual(created.Role);
    expect(decodeURIComponent(found.Role?.AssumeRolePolicyDocument ?? "")).toBe(lambdaTrust);
    expect(found.Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
  });

  test("have unique names", async () => {
    const { run, createRole } = iamInTest();
    await createRole("scaler");

    await expect(
      run("CreateRole", { RoleName: "scaler", AssumeRolePolicyDocument: lambdaTrust }),
    ).rejects.toMatchObject({
      code: "EntityAlreadyExistsException",
    });
  });

  test("are not deleted while policies hang on them", async () => {
    const { run, createRole } = iamInTest();
    await createRole("scaler");
    await run("PutRolePolicy", { RoleName: "scaler", PolicyName: "ecs", PolicyDocument: ecsOnly });

    await expect(run("DeleteRole", { RoleName: "scaler" })).rejects.toMatchObject({ code: "DeleteConflictException" });
    await run("DeleteRolePolicy", { RoleName: "scaler", PolicyName: "ecs" });
    await run("DeleteRole", { RoleName: "scaler" });

    await expect(run("GetRole", { RoleName: "scaler" })).rejects.toMatchObject({
      code: "NoSuchEntityException",
      message: "The role with name scaler cannot be found.",
    });
  });

  test("are listed by path, page by page", async () => {
    const { run, createRole } = iamInTest();
    for (const name of ["a", "b", "c"]) await createRole(name, { Path: "/team/" });
    await createRole("other");

    const first = await run("ListRoles", { PathPrefix: "/team/", MaxItems: 2 });
    const second = await run("ListRoles", { PathPrefix: "/team/", MaxItems: 2, Marker: first.Marker });

    expect(first.Roles?.map((role) => role.RoleName)).toEqual(["a", "b"]);
    expect(second).toMatchObject({ IsTruncated: false, Roles: [{ RoleName: "c" }] });
  });

  test("of services are made once", async () => {
    const { run, port } = iamInTest();

    const created = await run("CreateServiceLinkedRole", { AWSServiceName: "ecs.amazonaws.com" });

    expect(created.Role?.Arn).toBe(
      "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    );
    expect(port.hasRole(created.Role?.Arn ?? "")).toBe(true);
    await expect(run("CreateServiceLinkedRole", { AWSServiceName: "ecs.amazonaws.com" })).rejects.toMatchObject({
      code: "InvalidInputException",
    });
  });
});

describe("Managed policies", () => {
  test("of AWS's own can be attached to a role", async () => {
    const { run, createRole } = iamInTest();
    const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    await createRole("scaler");

    await run("AttachRolePolicy", { RoleName: "scaler", PolicyArn });

    expect(await run("ListAttachedRolePolicies", { RoleName: "scaler" })).toMatchObject({
      AttachedPolicies: [{ PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn }],
    });
    expect(await run("GetPolicy", { PolicyArn })).toMatchObject({ Policy: { AttachmentCount: 1 } });
  });

  test("are not deleted while a role uses them, be it as its boundary", async () => {
    const { run, createRole } = iamInTest();
    const { Policy } = await run("CreatePolicy", { PolicyName: "limit", PolicyDocument: ecsOnly });
    await createRole("scaler", { PermissionsBoundary: Policy?.Arn });

    await expect(run("DeletePolicy", { PolicyArn: Policy?.Arn })).rejects.toMatchObject({
      code: "DeleteConflictException",
    });
  });

  test("a document that is not understood is not taken", async () => {
    const { run } = iamInTest();
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "x:Y" }] });

    await expect(run("CreatePolicy", { PolicyName: "odd", PolicyDocument })).rejects.toMatchObject({
      code: "MalformedPolicyDocumentException",
    });
  });
});

describe("Who calls, and what they may", () => {
  test("a key that the cloud did not issue is the administrator's, who may do everything", () => {
    const { port } = iamInTest();

    const principal = port.principal("AKIAIOSFODNN7EXAMPLE");

    expect(principal).toEqual({ kind: "administrator", arn: "arn:aws:iam::123456789012:root" });
    expect(port.decide(principal, { action: "iam:DeleteRole", resources: ["*"] })).toEqual({ kind: "allow" });
  });

  test("a role's session may do what the role's policies say, by resource", async () => {
    const { port, run, createRole } = iamInTest();
    const roleArn = await createRole("scaler");
    await run("PutRolePolicy", { RoleName: "scaler", PolicyName: "ecs", PolicyDocument: ecsOnly });

    const principal = port.principal(port.assume(roleArn, "environment-1").accessKeyId);

    expect(principal).toEqual({
      kind: "role",
      arn: "arn:aws:sts::123456789012:assumed-role/scaler/environment-1",
      roleArn,
    });
    expect(port.decide(principal, { action: "ecs:UpdateService", resources: [serviceArn] })).toEqual({ kind: "allow" });
    const other = serviceArn.replace("prod", "dev");
    expect(port.decide(principal, { action: "ecs:UpdateService", resources: [serviceArn, other] })).toEqual({
      kind: "deny",
      explicit: false,
      action: "ecs:UpdateService",
      resource: other,
    });
  });

  test("a boundary limits a role", async () => {
    const { port, run, createRole } = iamInTest();
    const { Policy } = await run("CreatePolicy", { PolicyName: "limit", PolicyDocument: ecsOnly });
    const roleArn = await createRole("scaler", { PermissionsBoundary: Policy?.Arn });
    await run("AttachRolePolicy", { RoleName: "scaler", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });

    const principal = port.principal(port.assume(roleArn, "one").accessKeyId);

    expect(port.decide(principal, { action: "ecs:UpdateService", resources: [serviceArn] }).kind).toBe("allow");
    expect(port.decide(principal, { action: "iam:CreateRole", resources: ["*"] }).kind).toBe("deny");
  });

  test("conditions see the tags of the resource, the call's own keys, and the account", async () => {
    const { port, run, createRole } = iamInTest({ [serviceArn]: { owner: "fairway" } });
    const roleArn = await createRole("scaler");
    const Condition = {
      StringEquals: { "aws:ResourceTag/owner": "fairway", "ecs:ResourceTag/owner": "fairway", "ecs:cluster": "prod" },
    };
    const Resource = `arn:aws:ecs:*:\${aws:PrincipalAccount}:service/*`;
    const Statement = { Effect: "Allow", Action: "ecs:*", Resource, Condition };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await run("PutRolePolicy", { RoleName: "scaler", PolicyName: "ecs", PolicyDocument });
    const principal = port.principal(port.assume(roleArn, "one").accessKeyId);
    const ask = (resource: string, keys = {}) =>
      port.decide(principal, { action: "ecs:UpdateService", resources: [resource], keys }).kind;

    expect(ask(serviceArn, { "ecs:cluster": "prod" })).toBe("allow");
    expect(ask(serviceArn)).toBe("deny");
    expect(ask(serviceArn.replace("hello", "untagged"), { "ecs:cluster": "prod" })).toBe("deny");
  });

  test("nobody assumes a role that is not there, or that does not trust them", async () => {
    const { port, createRole } = iamInTest();
    const roleArn = await createRole("scaler");

    expect(() => port.assume("arn:aws:iam::123456789012:role/none", "one")).toThrow("cannot be found");
    expect(() => port.assume(roleArn, "one", { kind: "service", name: "ecs-tasks.amazonaws.com" })).toThrow(
      "Service: ecs-tasks.amazonaws.com is not authorized to perform: sts:AssumeRole",
    );
    expect(port.assume(roleArn, "one", { kind: "service", name: "lambda.amazonaws.com" }).accessKeyId).toMatch(/^ASIA/);
  });

  test("a role that was deleted may do nothing any more", async () => {
    const { port, run, createRole } = iamInTest();
    const roleArn = await createRole("scaler");
    const principal = port.principal(port.assume(roleArn, "one").accessKeyId);

    await run("DeleteRole", { RoleName: "scaler" });

    expect(port.decide(principal, { action: "ecs:ListClusters", resources: ["*"] }).kind).toBe("deny");
  });

  test("what a role may do can be asked without doing it", async () => {
    const { run, createRole } = iamInTest();
    const PolicySourceArn = await createRole("scaler");
    await run("PutRolePolicy", { RoleName: "scaler", PolicyName: "ecs", PolicyDocument: ecsOnly });

    const answer = await run("SimulatePrincipalPolicy", {
      PolicySourceArn,
      ActionNames: ["ecs:UpdateService", "ecs:DeleteService"],
      ResourceArns: [serviceArn],
    });

    expect(answer.EvaluationResults?.map((result) => result.EvalDecision)).toEqual(["allowed", "implicitDeny"]);
  });
});
