import { describe, expect, test } from "@jest/globals";
import { createSecretsManager } from "../../../../../local/services/secretsmanager/index.ts";
import { caller, tagsOf, testHost } from "../service-in-test.ts";

const day = 24 * 3600_000;

function secrets() {
  const host = testHost();
  const parameters: Readonly<Record<string, string>> = { "/prod/db": "from a parameter" };
  const { service, port } = createSecretsManager(host, (name) => parameters[name]);
  return { host, port, service, ...caller<"secretsmanager">(service) };
}

async function withSecret(SecretString = "one") {
  const made = secrets();
  const { ARN = "", VersionId = "" } = await made.run("CreateSecret", { Name: "prod/db", SecretString });
  const read = async (more: object = {}) => made.run("GetSecretValue", { SecretId: "prod/db", ...more });
  return { ...made, arn: ARN, firstVersion: VersionId, read };
}

describe("a secret", () => {
  test("is read by name, by ARN, and by ARN without its six characters", async () => {
    const { arn, read, firstVersion, host } = await withSecret();

    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:prod\/db-[A-Za-z0-9]{6}$/);
    for (const SecretId of ["prod/db", arn, arn.slice(0, -7)])
      expect(await read({ SecretId })).toEqual({
        ARN: arn,
        Name: "prod/db",
        VersionId: firstVersion,
        SecretString: "one",
        SecretBinary: undefined,
        VersionStages: ["AWSCURRENT"],
        CreatedDate: new Date(host.clock.now()),
      });
    await expect(read({ SecretId: "none" })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret.",
    });
  });

  test("tells which label moved to which version, but not of those that are pending, previous or new", async () => {
    const { host, run, arn } = await withSecret();

    const { VersionId: second } = await run("PutSecretValue", {
      SecretId: "prod/db",
      SecretString: "two",
      VersionStages: ["AWSPENDING"],
    });
    const { VersionId: third } = await run("PutSecretValue", {
      SecretId: "prod/db",
      SecretString: "three",
      VersionStages: ["AWSPENDING"],
    });
    const { Versions = [] } = await run("ListSecretVersionIds", { SecretId: "prod/db" });
    const current = Versions.find(({ VersionStages }) => VersionStages?.includes("AWSCURRENT"))?.VersionId;
    const before = host.emitted.length;
    await run("UpdateSecretVersionStage", {
      SecretId: "prod/db",
      VersionStage: "AWSCURRENT",
      MoveToVersionId: third,
      RemoveFromVersionId: current,
    });

    expect([before, second === third]).toEqual([0, false]);
    expect(host.emitted).toEqual([
      {
        source: "aws.secretsmanager",
        detailType: "Secret Label Updated",
        resources: [arn],
        detail: { name: "prod/db", labelUpdated: "AWSCURRENT", versionId: third },
      },
    ]);
  });

  test("keeps what was current as the previous version", async () => {
    const { run, read, firstVersion } = await withSecret();

    const { VersionId: second } = await run("PutSecretValue", { SecretId: "prod/db", SecretString: "two" });
    const { VersionId: third } = await run("UpdateSecret", { SecretId: "prod/db", SecretString: "three" });

    expect((await read()).SecretString).toBe("three");
    expect(await read({ VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "two", VersionId: second });
    expect((await read({ VersionId: firstVersion })).SecretString).toBe("one");
    const ids = async (more: object) =>
      (await run("ListSecretVersionIds", { SecretId: "prod/db", ...more })).Versions?.map(({ VersionId }) => VersionId);
    expect(await ids({})).toEqual([second, third]);
    expect(await ids({ IncludeDeprecated: true })).toEqual([firstVersion, second, third]);
    expect((await run("DescribeSecret", { SecretId: "prod/db" })).VersionIdsToStages).toEqual({
      [second as string]: ["AWSPREVIOUS"],
      [third as string]: ["AWSCURRENT"],
    });
  });

  test("takes a value once for each token", async () => {
    const { run, read, arn } = await withSecret();
    const put = (SecretString: string) =>
      run("PutSecretValue", { SecretId: "prod/db", SecretString, ClientRequestToken: "token" });

    await put("two");
    expect((await put("two")).VersionStages).toEqual(["AWSCURRENT"]);

    expect((await read({ VersionStage: "AWSPREVIOUS" })).SecretString).toBe("one");
    await expect(put("three")).rejects.toMatchObject({
      code: "ResourceExistsException",
      message: `You can't use ClientRequestToken token because that value is already in use for a version of secret ${arn}.`,
    });
  });

  test("moves its stages as one wishes", async () => {
    const { run, read, firstVersion } = await withSecret();
    const { VersionId: second } = await run("PutSecretValue", {
      SecretId: "prod/db",
      SecretString: "two",
      VersionStages: ["PENDING"],
    });
    expect((await read()).SecretString).toBe("one");
    const move = (more: object) =>
      run("UpdateSecretVersionStage", { SecretId: "prod/db", VersionStage: "AWSCURRENT", ...more });

    await expect(move({ MoveToVersionId: second })).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: expect.stringContaining(`currently attached to version ${firstVersion}`),
    });
    await expect(move({ RemoveFromVersionId: firstVersion })).rejects.toMatchObject({
      message: expect.stringContaining("can't be completely removed"),
    });
    await move({ MoveToVersionId: second, RemoveFromVersionId: firstVersion });

    expect((await read()).SecretString).toBe("two");
    expect((await read({ VersionStage: "AWSPREVIOUS" })).SecretString).toBe("one");
    await expect(read({ VersionId: firstVersion, VersionStage: "PENDING" })).rejects.toMatchObject({
      code: "InvalidRequestException",
    });
  });

  test.each([
    [{ Name: "a b", SecretString: "x" }, "ValidationException", "Invalid name."],
    [{ Name: "x", SecretString: "x", SecretBinary: Uint8Array.of(1) }, "InvalidParameterException", "both a binary"],
    [{ Name: "prod/db", SecretString: "x" }, "ResourceExistsException", "already exists."],
    [{ Name: "x", Tags: [{ Key: "aws:x", Value: "y" }] }, "InvalidParameterException", "reserved"],
  ])("is not made of %j", async (input, code, message) => {
    const { run } = await withSecret();
    await expect(run("CreateSecret", input)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test("is the same when its creation is asked for again", async () => {
    const { run } = secrets();
    const create = { Name: "x", SecretString: "one", ClientRequestToken: "token" };

    const first = await run("CreateSecret", create);

    expect(await run("CreateSecret", create)).toEqual(first);
    await expect(run("CreateSecret", { ...create, SecretString: "two" })).rejects.toMatchObject({
      code: "ResourceExistsException",
    });
  });

  test("has no value until it is given one", async () => {
    const { run } = secrets();
    await run("CreateSecret", { Name: "empty" });
    const read = () => run("GetSecretValue", { SecretId: "empty" });

    await expect(read()).rejects.toMatchObject({
      code: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    });
    await expect(run("PutSecretValue", { SecretId: "empty" })).rejects.toMatchObject({
      code: "InvalidRequestException",
    });
    await run("PutSecretValue", { SecretId: "empty", SecretBinary: Uint8Array.of(1, 2), VersionStages: ["MINE"] });
    expect(await read()).toMatchObject({ SecretBinary: Uint8Array.of(1, 2), VersionStages: ["MINE", "AWSCURRENT"] });
  });

  test("carries tags, which the whole cloud can ask for", async () => {
    const { run, arn, host } = await withSecret();
    await run("TagResource", {
      SecretId: arn,
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    await run("UntagResource", { SecretId: "prod/db", TagKeys: ["a"] });

    expect((await run("DescribeSecret", { SecretId: arn })).Tags).toEqual([{ Key: "b", Value: "2" }]);
    expect(tagsOf(host, arn)).toEqual({ b: "2" });
  });
});

describe("deleting a secret", () => {
  test("leaves thirty days to restore it", async () => {
    const { run, read, host } = await withSecret();

    const { DeletionDate } = await run("DeleteSecret", { SecretId: "prod/db" });

    expect(DeletionDate).toEqual(new Date(host.clock.now() + 30 * day));
    const marked = {
      code: "InvalidRequestException",
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    };
    await expect(read()).rejects.toMatchObject(marked);
    await expect(run("DeleteSecret", { SecretId: "prod/db" })).rejects.toMatchObject(marked);
    await expect(run("CreateSecret", { Name: "prod/db" })).rejects.toMatchObject({
      message: expect.stringContaining("already scheduled for deletion"),
    });
    expect((await run("ListSecrets", {})).SecretList).toEqual([]);
    expect((await run("ListSecrets", { IncludePlannedDeletion: true })).SecretList).toMatchObject([
      { Name: "prod/db", DeletedDate: new Date(host.clock.now()) },
    ]);

    await run("RestoreSecret", { SecretId: "prod/db" });
    expect((await read()).SecretString).toBe("one");
  });

  test("is done when its days are over", async () => {
    const { run, host } = await withSecret();
    await run("DeleteSecret", { SecretId: "prod/db", RecoveryWindowInDays: 7 });

    await host.clock.advance(7 * day);

    await expect(run("RestoreSecret", { SecretId: "prod/db" })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
    await run("CreateSecret", { Name: "prod/db" });
  });

  test("by force is done at once, even of one that was marked", async () => {
    const { run, arn, host } = await withSecret();
    await run("DeleteSecret", { SecretId: "prod/db" });

    await run("DeleteSecret", { SecretId: "prod/db", ForceDeleteWithoutRecovery: true });

    await expect(run("DescribeSecret", { SecretId: "prod/db" })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
    expect(tagsOf(host, arn)).toBeUndefined();
  });

  test.each([
    [{ RecoveryWindowInDays: 6 }, "between 7 and 30 days"],
    [{ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }, "in conjunction with RecoveryWindowInDays"],
  ])("is refused with %j", async (more, message) => {
    const { run } = await withSecret();
    await expect(run("DeleteSecret", { SecretId: "prod/db", ...more })).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: expect.stringContaining(message),
    });
  });
});

describe("a list of secrets", () => {
  test("comes newest first, in pages, and filtered", async () => {
    const { run } = secrets();
    for (const Name of ["prod/a", "prod/b", "test/a"])
      await run("CreateSecret", {
        Name,
        Description: `for ${Name}`,
        Tags: [{ Key: "stage", Value: Name.slice(0, 4) }],
      });
    const names = async (input: object) => (await run("ListSecrets", input)).SecretList?.map(({ Name }) => Name);
    const filter = (Key: "name" | "tag-value" | "all", ...Values: string[]) => ({ Filters: [{ Key, Values }] });

    expect(await names({})).toEqual(["test/a", "prod/b", "prod/a"]);
    expect(await names({ SortOrder: "asc" })).toEqual(["prod/a", "prod/b", "test/a"]);
    expect(await names(filter("name", "prod/"))).toEqual(["prod/b", "prod/a"]);
    expect(await names(filter("name", "!prod/"))).toEqual(["test/a"]);
    expect(await names(filter("tag-value", "TEST"))).toEqual(["test/a"]);
    expect(await names(filter("all", "for prod/a"))).toEqual(["prod/a"]);
    const first = await run("ListSecrets", { MaxResults: 2 });
    expect(await names({ NextToken: first.NextToken })).toEqual(["prod/a"]);
    await expect(names({ NextToken: "x" })).rejects.toMatchObject({ code: "InvalidNextTokenException" });
  });
});

describe("what a container is given as a secret", () => {
  test("is a secret's value, one of its keys, or a parameter's value", async () => {
    const { port, arn, run, firstVersion } = await withSecret(JSON.stringify({ user: "me", port: 5432 }));
    await run("PutSecretValue", { SecretId: "prod/db", SecretString: '{"user":"you"}' });
    const read = (valueFrom: string) => port.read(valueFrom);

    expect(read(arn)).toEqual({ kind: "value", value: '{"user":"you"}' });
    expect(read(`${arn}:user::`)).toEqual({ kind: "value", value: "you" });
    expect(read(`${arn}:user:AWSPREVIOUS:`)).toEqual({ kind: "value", value: "me" });
    expect(read(`${arn}:port::${firstVersion}`)).toEqual({ kind: "value", value: "5432" });
    expect(read("/prod/db")).toEqual({ kind: "value", value: "from a parameter" });
  });

  test("fails with the reason that ECS would give", async () => {
    const { port, arn, run } = await withSecret("not JSON");
    const reason = (valueFrom: string) => {
      const answer = port.read(valueFrom);
      return answer.kind === "error" ? answer.reason : "no reason";
    };

    expect(reason(`${arn}:user::`)).toContain("is not JSON");
    expect(reason(`${arn.slice(0, -8)}x-AbCdEf`)).toContain("can't find the specified secret");
    expect(reason("/none")).toContain("invalid parameters: /none");
    await run("UpdateSecret", { SecretId: arn, SecretString: "{}" });
    expect(reason(`${arn}:user::`)).toContain("did not contain json key user");
    await run("DeleteSecret", { SecretId: arn });
    expect(reason(arn)).toContain("was marked for deletion");
  });
});

describe("what Secrets Manager asks of IAM", () => {
  test("names the secret by its whole ARN where there is one", async () => {
    const { asks, arn } = await withSecret();
    const other = "arn:aws:secretsmanager:us-east-1:123456789012:secret:other";

    expect(asks("GetSecretValue", { SecretId: "prod/db", VersionStage: "AWSCURRENT" })).toMatchObject([
      { resources: [arn], keys: { "secretsmanager:VersionStage": "AWSCURRENT" } },
    ]);
    expect(asks("DescribeSecret", { SecretId: "other" })).toMatchObject([{ resources: [other] }]);
    expect(asks("DescribeSecret", { SecretId: `${other}-AbCdEf` })).toMatchObject([{ resources: [`${other}-AbCdEf`] }]);
    expect(asks("ListSecrets", {})).toEqual([{ action: "secretsmanager:ListSecrets", resources: ["*"] }]);
  });

  test("tells name and tags of a new secret, for which it asks twice", () => {
    const { asks } = secrets();
    const resources = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:x-??????"];
    const keys = { "aws:RequestTag/team": "web", "aws:TagKeys": ["team"], "secretsmanager:Name": "x" };

    expect(asks("CreateSecret", { Name: "x", Tags: [{ Key: "team", Value: "web" }] })).toEqual([
      { action: "secretsmanager:CreateSecret", resources, keys },
      { action: "secretsmanager:TagResource", resources, keys },
    ]);
    expect(asks("CreateSecret", { Name: "x" })).toHaveLength(1);
  });

  test("does not rotate", () => {
    const { service } = secrets();
    expect(service.has("RotateSecret")).toBe(false);
  });
});
