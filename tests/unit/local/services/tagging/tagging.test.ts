import { describe, expect, test } from "@jest/globals";
import type { TaggedResource } from "../../../../../local/cloud.ts";
import { createTagging } from "../../../../../local/services/tagging/index.ts";
import { caller, testHost } from "../service-in-test.ts";

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const targetGroup = arn("elasticloadbalancing", "targetgroup/hello/1");
const loadBalancer = arn("elasticloadbalancing", "loadbalancer/app/hello/2");
const logGroup = arn("logs", "log-group:/hello");
const bare = arn("ecs", "cluster/bare");

function tagging() {
  const host = testHost();
  const balancing: readonly TaggedResource[] = [
    { arn: targetGroup, tags: { service: "hello", stage: "prod" } },
    { arn: loadBalancer, tags: { service: "hello" } },
  ];
  const others: readonly TaggedResource[] = [
    { arn: logGroup, tags: { service: "other" } },
    { arn: bare, tags: {} },
  ];
  for (const resources of [balancing, others]) host.cloud.tags.provide(() => resources);
  const { run } = caller<"tagging">(createTagging(host).service);
  const found = async (input: object) =>
    (await run("GetResources", input)).ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN);
  return { host, run, found };
}

describe("the tagging API", () => {
  test("finds resources of all services by their tags and types", async () => {
    const { run, found } = tagging();

    expect(await run("GetResources", { TagFilters: [{ Key: "stage" }] })).toEqual({
      PaginationToken: "",
      ResourceTagMappingList: [
        {
          ResourceARN: targetGroup,
          Tags: [
            { Key: "service", Value: "hello" },
            { Key: "stage", Value: "prod" },
          ],
        },
      ],
    });
    expect(await found({})).toEqual([targetGroup, loadBalancer, logGroup]);
    expect(await found({ TagFilters: [{ Key: "service", Values: ["hello", "x"] }] })).toHaveLength(2);
    expect(await found({ TagFilters: [{ Key: "service" }, { Key: "stage", Values: ["test"] }] })).toEqual([]);
    expect(await found({ ResourceTypeFilters: ["elasticloadbalancing"] })).toHaveLength(2);
    expect(await found({ ResourceTypeFilters: ["elasticloadbalancing:loadbalancer"] })).toEqual([loadBalancer]);
    expect(await found({ ResourceTypeFilters: ["logs:log-group", "ecs"] })).toEqual([logGroup]);
    expect(await found({ ResourceARNList: [bare, "arn:aws:none"] })).toEqual([bare]);
  });

  test("answers in pages", async () => {
    const { run, found } = tagging();

    const { PaginationToken } = await run("GetResources", { ResourcesPerPage: 2 });

    expect(await found({ ResourcesPerPage: 2, PaginationToken })).toEqual([logGroup]);
    await expect(found({ PaginationToken: "x" })).rejects.toMatchObject({ code: "PaginationTokenExpiredException" });
    await expect(found({ ResourcesPerPage: 101 })).rejects.toMatchObject({ code: "InvalidParameterException" });
    await expect(found({ ResourceARNList: [bare], TagFilters: [{ Key: "a" }] })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("lists the keys in use, and the values of one", async () => {
    const { run } = tagging();

    expect((await run("GetTagKeys", {})).TagKeys).toEqual(["service", "stage"]);
    expect((await run("GetTagValues", { Key: "service" })).TagValues).toEqual(["hello", "other"]);
    expect((await run("GetTagValues", { Key: "none" })).TagValues).toEqual([]);
  });

  test("tells the tags of one resource to the rest of the cloud", () => {
    const { host } = tagging();

    expect(host.cloud.tags.of(loadBalancer)).toEqual({ service: "hello" });
    expect(host.cloud.tags.of(bare)).toEqual({});
    expect(host.cloud.tags.of("arn:aws:none")).toBeUndefined();
  });
});
