import { describe, expect, test } from "@jest/globals";
import { createSsm } from "../../../../../local/services/ssm/index.ts";
import { caller, tagsOf, testHost } from "../service-in-test.ts";

function ssm() {
  const host = testHost();
  const { service, read } = createSsm(host);
  const { run, asks } = caller<"ssm">(service);
  const put = (Name: string, Value: string, more: object = {}) =>
    run("PutParameter", { Name, Value, Type: "String", ...more });
  return { host, read, run, asks, put };
}

const arn = (path: string) => `arn:aws:ssm:us-east-1:123456789012:parameter${path}`;

describe("a parameter", () => {
  test("tells what was done to it, and not its value", async () => {
    const { host, run, put } = ssm();

    await put("/prod/db", "hidden", { Description: "where" });
    await put("/prod/db", "hidden too", { Overwrite: true });
    await run("DeleteParameter", { Name: "/prod/db" });

    const detail = { name: "/prod/db", type: "String", description: "where" };
    expect(host.emitted).toEqual(
      ["Create", "Update", "Delete"].map((operation) => ({
        source: "aws.ssm",
        detailType: "Parameter Store Change",
        resources: [arn("/prod/db")],
        detail: { operation, ...detail },
      })),
    );
  });

  test("is read by name, by ARN, and by the version that one asks for", async () => {
    const { run, put, host, read } = ssm();
    await put("/prod/db", "one");
    await put("/prod/db", "two", { Overwrite: true });

    expect((await run("GetParameter", { Name: "/prod/db" })).Parameter).toEqual({
      Name: "/prod/db",
      Type: "String",
      Value: "two",
      Version: 2,
      Selector: undefined,
      LastModifiedDate: new Date(host.clock.now()),
      ARN: arn("/prod/db"),
      DataType: "text",
    });
    expect((await run("GetParameter", { Name: "/prod/db:1" })).Parameter).toMatchObject({
      Value: "one",
      Selector: ":1",
    });
    expect((await run("GetParameter", { Name: arn("/prod/db") })).Parameter?.Value).toBe("two");
    expect(read(arn("/prod/db"))).toBe("two");
    expect(read("/prod/nothing")).toBeUndefined();
    await expect(run("GetParameter", { Name: "/prod/db:3" })).rejects.toMatchObject({
      code: "ParameterVersionNotFound",
      message: "Systems Manager could not find version 3 of /prod/db. Verify the version and try again.",
    });
    await expect(run("GetParameter", { Name: "/none" })).rejects.toMatchObject({ code: "ParameterNotFound" });
  });

  test("that is secure shows its value only decrypted", async () => {
    const { run, put } = ssm();
    await put("password", "hunter2", { Type: "SecureString" });

    const hidden = await run("GetParameter", { Name: "password" });
    const shown = await run("GetParameter", { Name: "password", WithDecryption: true });

    expect(hidden.Parameter?.Value).not.toContain("hunter2");
    expect(shown.Parameter?.Value).toBe("hunter2");
    expect(shown.Parameter?.ARN).toBe(arn("/password"));
  });

  test("has a history, oldest first", async () => {
    const { run, put } = ssm();
    await put("x", "1", { Description: "a number" });
    await put("x", "2", { Overwrite: true, Type: undefined });

    const first = await run("GetParameterHistory", { Name: "x", MaxResults: 1 });
    const second = await run("GetParameterHistory", { Name: "x", NextToken: first.NextToken });

    expect(first.Parameters).toMatchObject([{ Version: 1, Value: "1", Description: "a number" }]);
    expect(second.Parameters).toMatchObject([
      { Version: 2, Value: "2", Type: "String", LastModifiedUser: "arn:aws:iam::123456789012:root" },
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  test.each([
    ["a/b", {}, "ValidationException", "Parameter name must be a fully qualified name"],
    ["aws-thing", {}, "ValidationException", "can't be prefixed with"],
    ["/a b", {}, "ValidationException", "can't be prefixed with"],
    ["x", { Type: undefined }, "ValidationException", "A parameter type is required when you create a parameter."],
    ["x", { Value: "v".repeat(4097) }, "ValidationException", "maximum parameter value of 4096 characters"],
    ["x", { AllowedPattern: "^\\d+$" }, "ParameterPatternMismatchException", "cannot be validated"],
    ["x", { Overwrite: true, Tags: [{ Key: "a", Value: "b" }] }, "ValidationException", "tags and overwrite"],
    ["x", { Tags: [{ Key: "aws:a", Value: "b" }] }, "ValidationException", "reserved"],
  ])("named %s is refused (%#)", async (name, more, code, message) => {
    const { put, run } = ssm();

    await expect(put(name, "letters", more)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect((await run("DescribeParameters", {})).Parameters).toEqual([]);
  });

  test("is not overwritten by mistake", async () => {
    const { put } = ssm();
    await put("x", "1");

    await expect(put("x", "2")).rejects.toMatchObject({ code: "ParameterAlreadyExists" });
    expect(await put("x", "2", { Overwrite: true })).toEqual({ Version: 2, Tier: "Standard" });
  });

  test("carries tags, which the whole cloud can ask for", async () => {
    const { run, put, host } = ssm();
    const resource = { ResourceType: "Parameter" as const, ResourceId: "/x" };
    await put("/x", "1", { Tags: [{ Key: "team", Value: "web" }] });
    await run("AddTagsToResource", { ...resource, Tags: [{ Key: "tier", Value: "gold" }] });
    await run("RemoveTagsFromResource", { ...resource, TagKeys: ["team"] });

    expect((await run("ListTagsForResource", resource)).TagList).toEqual([{ Key: "tier", Value: "gold" }]);
    expect(tagsOf(host, arn("/x"))).toEqual({ tier: "gold" });
    await expect(run("ListTagsForResource", { ...resource, ResourceId: "/y" })).rejects.toMatchObject({
      code: "InvalidResourceId",
    });
    await expect(run("ListTagsForResource", { ...resource, ResourceType: "Document" })).rejects.toMatchObject({
      code: "InvalidResourceType",
    });
  });
});

describe("several parameters", () => {
  async function tree() {
    const made = ssm();
    for (const name of ["/prod/db/host", "/prod/db/password", "/prod/url", "/test/url"]) await made.put(name, name);
    return made;
  }

  test("are read at once, and those that are not there are told", async () => {
    const { run } = await tree();

    const answer = await run("GetParameters", { Names: ["/prod/url", "/none", "/test/url:1", "/test/url:9"] });

    expect(answer.Parameters?.map(({ Name }) => Name)).toEqual(["/prod/url", "/test/url"]);
    expect(answer.InvalidParameters).toEqual(["/none", "/test/url:9"]);
    await expect(run("GetParameters", { Names: Array<string>(11).fill("/prod/url") })).rejects.toMatchObject({
      message: expect.stringContaining("Member must have length less than or equal to 10"),
    });
  });

  test("are found below a path, a page at a time", async () => {
    const { run } = await tree();
    const names = async (input: { Path: string; Recursive?: boolean; MaxResults?: number; NextToken?: string }) =>
      (await run("GetParametersByPath", input)).Parameters?.map(({ Name }) => Name);

    expect(await names({ Path: "/prod" })).toEqual(["/prod/url"]);
    expect(await names({ Path: "/prod/", Recursive: true })).toHaveLength(3);
    expect(await names({ Path: "/", Recursive: true })).toHaveLength(4);
    const first = await run("GetParametersByPath", { Path: "/prod", Recursive: true, MaxResults: 2 });
    expect(await names({ Path: "/prod", Recursive: true, NextToken: first.NextToken })).toEqual(["/prod/url"]);
    await expect(names({ Path: "prod" })).rejects.toMatchObject({ code: "ValidationException" });
    await expect(names({ Path: "/", MaxResults: 11 })).rejects.toMatchObject({
      message: expect.stringContaining("Member must have value less than or equal to 10"),
    });
  });

  test("are listed by what one looks for", async () => {
    const { run, put } = await tree();
    await put("secret", "x", { Type: "SecureString", Tags: [{ Key: "team", Value: "web" }] });
    const found = async (Key: string, Option: string | undefined, ...Values: string[]) =>
      (await run("DescribeParameters", { ParameterFilters: [{ Key, Option, Values }] })).Parameters?.length;

    expect(await found("Name", "BeginsWith", "/prod")).toBe(3);
    expect(await found("Name", "Contains", "url", "secret")).toBe(3);
    expect(await found("Path", "OneLevel", "/prod")).toBe(1);
    expect(await found("Path", "Recursive", "/prod")).toBe(3);
    expect(await found("Type", undefined, "SecureString")).toBe(1);
    expect(await found("tag:team", "Equals", "web")).toBe(1);
    expect(await found("tag:team", "Equals", "core")).toBe(0);
    await expect(found("Colour", "Equals", "red")).rejects.toMatchObject({ code: "InvalidFilterKey" });
    await expect(found("Name", "Near", "red")).rejects.toMatchObject({ code: "InvalidFilterOption" });
  });

  test("are deleted at once, and those that are not there are told", async () => {
    const { run } = await tree();

    expect(await run("DeleteParameters", { Names: ["/prod/url", "/none"] })).toEqual({
      DeletedParameters: ["/prod/url"],
      InvalidParameters: ["/none"],
    });
    await run("DeleteParameter", { Name: "/test/url" });
    await expect(run("DeleteParameter", { Name: "/test/url" })).rejects.toMatchObject({ code: "ParameterNotFound" });
    expect((await run("DescribeParameters", {})).Parameters).toHaveLength(2);
  });
});

describe("what Systems Manager asks of IAM", () => {
  test("names the parameters, without the version that is read", () => {
    const { asks } = ssm();

    expect(asks("GetParameter", { Name: "/prod/db:3" })).toMatchObject([
      { action: "ssm:GetParameter", resources: [arn("/prod/db")] },
    ]);
    expect(asks("GetParameter", { Name: `${arn("/prod/db")}:3` })).toMatchObject([{ resources: [arn("/prod/db")] }]);
    expect(asks("GetParameters", { Names: ["a", "/b"] })).toMatchObject([{ resources: [arn("/a"), arn("/b")] }]);
    expect(asks("GetParametersByPath", { Path: "/prod", Recursive: true })).toMatchObject([
      { resources: [arn("/prod")], keys: { "ssm:Recursive": "true" } },
    ]);
    expect(asks("DescribeParameters", {})).toEqual([{ action: "ssm:DescribeParameters", resources: ["*"] }]);
  });

  test("tells the tags of a new parameter, for which it asks twice", () => {
    const { asks } = ssm();
    const keys = { "aws:RequestTag/team": "web", "aws:TagKeys": ["team"] };

    expect(asks("PutParameter", { Name: "/x", Value: "1", Tags: [{ Key: "team", Value: "web" }] })).toMatchObject([
      { action: "ssm:PutParameter", resources: [arn("/x")], keys: { ...keys, "ssm:Overwrite": "false" } },
      { action: "ssm:AddTagsToResource", resources: [arn("/x")], keys },
    ]);
    expect(asks("PutParameter", { Name: "/x", Value: "1" })).toHaveLength(1);
    expect(
      asks("RemoveTagsFromResource", { ResourceType: "Parameter", ResourceId: "/x", TagKeys: ["team"] }),
    ).toMatchObject([{ keys: { "aws:TagKeys": ["team"] } }]);
  });
});
