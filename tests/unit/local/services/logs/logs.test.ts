import { describe, expect, test } from "@jest/globals";
import { createLogs } from "../../../../../local/services/logs/index.ts";
import { eventsKept } from "../../../../../local/services/logs/state.ts";
import { caller, tagsOf, testHost } from "../service-in-test.ts";

function logs() {
  const host = testHost();
  const { service, port } = createLogs(host);
  return { host, port, ...caller<"logs">(service) };
}

const group = "/fairway/main/hello";
const arn = `arn:aws:logs:us-east-1:123456789012:log-group:${group}`;

async function withGroup() {
  const made = logs();
  await made.run("CreateLogGroup", { logGroupName: group });
  await made.run("CreateLogStream", { logGroupName: group, logStreamName: "web/1" });
  return made;
}

describe("log groups", () => {
  test("are found by name, pattern or identifier, with the ARNs of both kinds", async () => {
    const { run, host } = logs();
    for (const logGroupName of ["/b", "/a/Web", "/a/worker"]) await run("CreateLogGroup", { logGroupName });
    await run("PutRetentionPolicy", { logGroupName: "/b", retentionInDays: 30 });
    const names = async (input: object) =>
      (await run("DescribeLogGroups", input)).logGroups?.map(({ logGroupName }) => logGroupName);

    expect(await names({})).toEqual(["/a/Web", "/a/worker", "/b"]);
    expect(await names({ logGroupNamePrefix: "/a" })).toEqual(["/a/Web", "/a/worker"]);
    expect(await names({ logGroupNamePattern: "WEB" })).toEqual(["/a/Web"]);
    expect(await names({ logGroupIdentifiers: ["arn:aws:logs:us-east-1:123456789012:log-group:/b"] })).toEqual(["/b"]);
    expect((await run("DescribeLogGroups", { logGroupNamePrefix: "/b" })).logGroups).toEqual([
      {
        logGroupName: "/b",
        creationTime: host.clock.now(),
        retentionInDays: 30,
        metricFilterCount: 0,
        arn: "arn:aws:logs:us-east-1:123456789012:log-group:/b:*",
        logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:/b",
        storedBytes: 0,
        logGroupClass: "STANDARD",
      },
    ]);
  });

  test("come in pages", async () => {
    const { run } = logs();
    for (const logGroupName of ["/a", "/b", "/c"]) await run("CreateLogGroup", { logGroupName });

    const first = await run("DescribeLogGroups", { limit: 2 });
    const second = await run("DescribeLogGroups", { limit: 2, nextToken: first.nextToken });

    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(["/a", "/b"]);
    expect(second.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(["/c"]);
    expect(second.nextToken).toBeUndefined();
  });

  test.each([
    [{ limit: 51 }, "Member must have value less than or equal to 50"],
    [{ limit: 0 }, "Member must have value greater than or equal to 1"],
    [{ nextToken: "x" }, "The specified nextToken is invalid."],
    [{ logGroupNamePrefix: "a", logGroupNamePattern: "b" }, "mutually exclusive"],
  ])("are not listed by %j", async (input, message) => {
    const { run } = logs();
    await expect(run("DescribeLogGroups", input)).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: expect.stringContaining(message),
    });
  });

  test("have one name each, of the letters that AWS allows", async () => {
    const { run } = await withGroup();

    await expect(run("CreateLogGroup", { logGroupName: group })).rejects.toMatchObject({
      code: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    });
    await expect(run("CreateLogGroup", { logGroupName: "what?" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("keep tags, which the whole cloud can ask for", async () => {
    const { run, host } = logs();
    await run("CreateLogGroup", { logGroupName: group, tags: { "fairway:service": "hello", team: "web" } });
    await run("TagResource", { resourceArn: arn, tags: { team: "core" } });
    await run("UntagResource", { resourceArn: arn, tagKeys: ["fairway:service"] });

    expect((await run("ListTagsForResource", { resourceArn: arn })).tags).toEqual({ team: "core" });
    expect(tagsOf(host, arn)).toEqual({ team: "core" });
    await expect(run("TagResource", { resourceArn: arn, tags: { "aws:x": "y" } })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("are gone when deleted, and say so", async () => {
    const { run } = await withGroup();
    await run("DeleteLogGroup", { logGroupName: group });

    const gone = { code: "ResourceNotFoundException", message: "The specified log group does not exist." };
    await expect(run("DeleteLogGroup", { logGroupName: group })).rejects.toMatchObject(gone);
    await expect(run("FilterLogEvents", { logGroupName: group })).rejects.toMatchObject(gone);
    await expect(run("ListTagsForResource", { resourceArn: arn })).rejects.toMatchObject(gone);
  });

  test("keep lines for the days that AWS offers, or for ever", async () => {
    const { run } = await withGroup();
    await expect(run("PutRetentionPolicy", { logGroupName: group, retentionInDays: 31 })).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: expect.stringContaining("Member must satisfy enum value set: [1, 3, 5, 7, 14, 30,"),
    });

    await run("PutRetentionPolicy", { logGroupName: group, retentionInDays: 7 });
    await run("DeleteRetentionPolicy", { logGroupName: group });

    expect((await run("DescribeLogGroups", {})).logGroups?.[0]?.retentionInDays).toBeUndefined();
  });
});

describe("log streams", () => {
  test("are listed by name, or by their last event", async () => {
    const { run, port, host } = await withGroup();
    const now = host.clock.now();
    port.write(group, "web/2", [{ timestamp: now + 1, message: "two" }]);
    port.write(group, "web/1", [{ timestamp: now + 2, message: "one" }]);
    const names = async (input: object) =>
      (await run("DescribeLogStreams", { logGroupName: group, ...input })).logStreams?.map(
        ({ logStreamName }) => logStreamName,
      );

    expect(await names({})).toEqual(["web/1", "web/2"]);
    expect(await names({ orderBy: "LastEventTime" })).toEqual(["web/2", "web/1"]);
    expect(await names({ orderBy: "LastEventTime", descending: true, limit: 1 })).toEqual(["web/1"]);
    expect(await names({ logStreamNamePrefix: "web/2" })).toEqual(["web/2"]);
    await expect(names({ orderBy: "LastEventTime", logStreamNamePrefix: "web" })).rejects.toMatchObject({
      message: "Cannot order by LastEventTime with a logStreamNamePrefix.",
    });
  });

  test("are there once, and can be deleted", async () => {
    const { run } = await withGroup();
    const stream = { logGroupName: group, logStreamName: "web/1" };
    await expect(run("CreateLogStream", stream)).rejects.toMatchObject({ code: "ResourceAlreadyExistsException" });
    await expect(run("CreateLogStream", { ...stream, logStreamName: "a:b" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });

    await run("DeleteLogStream", stream);

    await expect(run("GetLogEvents", stream)).rejects.toMatchObject({
      code: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    });
  });
});

describe("log events", () => {
  test("are kept in the order of their time, whoever wrote them", async () => {
    const { run, port, host } = await withGroup();
    const now = host.clock.now();
    const message = (text: string, after = 0) => ({ timestamp: now + after, message: text });
    port.write(group, "web/2", [message("third", 3)]);
    port.write(group, "web/1", [message("second", 2), message("second again", 2)]);
    port.write(group, "web/2", [message("first", 1)]);

    const { events } = await run("FilterLogEvents", { logGroupName: group });

    expect(events?.map((event) => [event.logStreamName, event.message])).toEqual([
      ["web/2", "first"],
      ["web/1", "second"],
      ["web/1", "second again"],
      ["web/2", "third"],
    ]);
    expect((await run("DescribeLogGroups", {})).logGroups?.[0]?.storedBytes).toBe(
      4 * 26 + "firstsecondsecond againthird".length,
    );
  });

  test("are searched by words, streams and time", async () => {
    const { run, port, host } = await withGroup();
    const now = host.clock.now();
    ["GET /health 200", "GET /x 500 timeout", 'POST /y 500 "quoted"'].forEach((message, index) => {
      port.write(group, `web/${index}`, [{ timestamp: now + index, message }]);
    });
    const find = async (input: object) =>
      (await run("FilterLogEvents", { logGroupName: group, ...input })).events?.map(
        ({ timestamp = 0 }) => timestamp - now,
      );

    expect(await find({ filterPattern: "500" })).toEqual([1, 2]);
    expect(await find({ filterPattern: "500 -timeout" })).toEqual([2]);
    expect(await find({ filterPattern: "?timeout ?health" })).toEqual([0, 1]);
    expect(await find({ filterPattern: '"x 500"' })).toEqual([1]);
    expect(await find({ filterPattern: '"\\"quoted\\""' })).toEqual([2]);
    expect(await find({ logStreamNames: ["web/0", "web/2"] })).toEqual([0, 2]);
    expect(await find({ logStreamNamePrefix: "web/1" })).toEqual([1]);
    expect(await find({ startTime: now + 1, endTime: now + 1 })).toEqual([1]);
    await expect(find({ filterPattern: "{ $.level = 50 }" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
    await expect(find({ logStreamNames: ["a"], logStreamNamePrefix: "b" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("that come in between two pages are not missed, and none comes twice", async () => {
    const { run, port, host } = await withGroup();
    const write = (after: number) =>
      port.write(group, "web/1", [{ timestamp: host.clock.now() + after, message: String(after) }]);
    [1, 2, 3].forEach(write);

    const first = await run("FilterLogEvents", { logGroupName: group, limit: 2 });
    write(0);
    write(4);
    const second = await run("FilterLogEvents", { logGroupName: group, limit: 5, nextToken: first.nextToken });

    expect(first.events?.map(({ message }) => message)).toEqual(["1", "2"]);
    expect(second.events?.map(({ message }) => message)).toEqual(["3", "4"]);
    expect(second.nextToken).toBeUndefined();
    await expect(run("FilterLogEvents", { logGroupName: group, nextToken: "1" })).rejects.toMatchObject({
      message: "The specified nextToken is invalid.",
    });
  });

  test("of one stream are read forward and backward, to the ends", async () => {
    const { run, port, host } = await withGroup();
    const stream = { logGroupName: group, logStreamName: "web/1" };
    port.write(
      group,
      "web/1",
      [0, 1, 2, 3, 4].map((after) => ({ timestamp: host.clock.now() + after, message: String(after) })),
    );
    const read = async (input: object) => {
      const page = await run("GetLogEvents", { ...stream, ...input });
      return { ...page, text: page.events?.map(({ message }) => message).join("") };
    };

    const newest = await read({ limit: 2 });
    expect(newest.text).toBe("34");
    const before = await read({ limit: 2, nextToken: newest.nextBackwardToken });
    expect(before.text).toBe("12");
    expect((await read({ limit: 2, nextToken: before.nextBackwardToken })).text).toBe("0");
    const end = await read({ nextToken: newest.nextForwardToken });
    expect([end.text, end.nextForwardToken]).toEqual(["", newest.nextForwardToken]);
    expect((await read({ limit: 2, startFromHead: true })).text).toBe("01");
    expect((await read({ endTime: host.clock.now() + 2 })).text).toBe("01");
    await expect(read({ nextToken: "g/1" })).rejects.toMatchObject({ code: "InvalidParameterException" });
  });

  test("are refused when they are too old, too far ahead, or out of order", async () => {
    const { run, host } = await withGroup();
    const hour = 3600_000;
    const at = (hours: number) => ({ timestamp: host.clock.now() + hours * hour, message: `at ${hours}` });
    const put = (...logEvents: ReturnType<typeof at>[]) =>
      run("PutLogEvents", { logGroupName: group, logStreamName: "web/1", logEvents });

    expect((await put(at(-15 * 24), at(0), at(3))).rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 2,
    });
    expect((await put(at(-15 * 24))).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect((await put(at(1))).rejectedLogEventsInfo).toBeUndefined();
    await expect(put(at(1), at(0))).rejects.toMatchObject({ message: expect.stringContaining("chronological order") });
    const { events } = await run("FilterLogEvents", { logGroupName: group });
    expect(events?.map(({ message }) => message)).toEqual(["at 0", "at 1"]);
  });

  test("go, oldest first, when a stream has more than a laptop should keep", async () => {
    const { run, port, host } = await withGroup();
    const lines = Array.from({ length: eventsKept + 1 }, (_, index) => ({
      timestamp: host.clock.now() + index,
      message: String(index),
    }));

    port.write(group, "web/1", lines);

    const { events = [] } = await run("FilterLogEvents", { logGroupName: group });
    expect([events.length, events[0]?.message]).toEqual([eventsKept, "1"]);
  });

  test("are written by services only where there is a group, or one may be made", async () => {
    const { run, port } = logs();
    port.write("/none", "stream", [{ timestamp: 0, message: "lost" }]);
    expect(port.hasGroup("/none")).toBe(false);

    port.write("/some", "stream", [{ timestamp: 0, message: "kept" }], { createGroup: true });

    expect(port.hasGroup("/some")).toBe(true);
    expect((await run("FilterLogEvents", { logGroupName: "/some" })).events?.[0]?.message).toBe("kept");
  });
});

describe("what CloudWatch Logs asks of IAM", () => {
  test("names the group with a stream behind it, but the plain group for its tags", async () => {
    const { asks } = await withGroup();

    expect(asks("DescribeLogGroups", {})).toEqual([
      { action: "logs:DescribeLogGroups", resources: ["arn:aws:logs:us-east-1:123456789012:log-group::log-stream:"] },
    ]);
    expect(asks("FilterLogEvents", { logGroupName: group })).toMatchObject([{ resources: [`${arn}:log-stream:`] }]);
    expect(asks("GetLogEvents", { logGroupIdentifier: `${arn}:*`, logStreamName: "web/1" })).toMatchObject([
      { resources: [`${arn}:log-stream:web/1`] },
    ]);
    expect(asks("ListTagsForResource", { resourceArn: arn })).toMatchObject([{ resources: [arn] }]);
  });

  test("tells the tags of the request, and of the group", async () => {
    const { asks, run } = await withGroup();
    await run("TagResource", { resourceArn: arn, tags: { owner: "main" } });
    const keys = { "aws:RequestTag/owner": "main", "aws:TagKeys": ["owner"] };

    expect(asks("CreateLogGroup", { logGroupName: "/new", tags: { owner: "main" } })).toMatchObject([
      { action: "logs:CreateLogGroup", keys },
      { action: "logs:TagResource", keys },
    ]);
    expect(asks("CreateLogGroup", { logGroupName: "/new" })).toHaveLength(1);
    expect(asks("DeleteLogGroup", { logGroupName: group })).toMatchObject([
      { keys: { "aws:ResourceTag/owner": "main" } },
    ]);
    expect(asks("UntagResource", { resourceArn: arn, tagKeys: ["owner"] })).toMatchObject([
      { keys: { "aws:TagKeys": ["owner"] } },
    ]);
  });
});
