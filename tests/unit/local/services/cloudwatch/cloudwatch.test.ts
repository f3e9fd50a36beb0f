import { describe, expect, test } from "@jest/globals";
import { createCloudWatch } from "../../../../../local/services/cloudwatch/index.ts";
import { caller, tagsOf, testHost } from "../service-in-test.ts";

const minute = 60_000;
const dimensions = { LoadBalancer: "app/hello/1", TargetGroup: "targetgroup/hello/2" };
const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

function cloudwatch() {
  const host = testHost();
  const { service, port } = createCloudWatch(host);
  const calls = caller<"cloudwatch">(service);
  const start = host.clock.now();
  const put = (value: number, after = 0, unit = "Seconds") =>
    port.put({ namespace: "AWS/Test", name: "Time", dimensions, value, unit, timestamp: start + after });
  const statistics = async (
    Statistics: ("Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount")[],
    more: object = {},
  ) =>
    (
      await calls.run("GetMetricStatistics", {
        Namespace: "AWS/Test",
        MetricName: "Time",
        Dimensions: [...Dimensions].reverse(),
        StartTime: new Date(start),
        EndTime: new Date(start + 60 * minute),
        Period: 60,
        Statistics,
        ...more,
      })
    ).Datapoints;
  return { host, start, put, statistics, port, ...calls };
}

describe("a metric", () => {
  test("is summed up by period, whatever the order of its dimensions", async () => {
    const { put, statistics, start } = cloudwatch();
    for (const value of [1, 2, 6]) put(value, 1_000);
    put(5, minute);
    put(7, -1);

    expect(await statistics(["Average", "Sum", "Minimum", "Maximum", "SampleCount"])).toEqual([
      { Timestamp: new Date(start), Unit: "Seconds", Average: 3, Sum: 9, Minimum: 1, Maximum: 6, SampleCount: 3 },
      {
        Timestamp: new Date(start + minute),
        Unit: "Seconds",
        Average: 5,
        Sum: 5,
        Minimum: 5,
        Maximum: 5,
        SampleCount: 1,
      },
    ]);
  });

  test("has percentiles", async () => {
    const { put, statistics } = cloudwatch();
    for (let value = 100; value >= 1; value--) put(value);

    const [point] =
      (await statistics([], { Statistics: undefined, ExtendedStatistics: ["p50", "p99", "p99.9", "p100", "p0"] })) ??
      [];

    expect(point?.ExtendedStatistics).toEqual({ p50: 50, p99: 99, "p99.9": 100, p100: 100, p0: 1 });
    await expect(statistics([], { ExtendedStatistics: ["median"] })).rejects.toMatchObject({
      code: "InvalidParameterValueException",
    });
  });

  test("counts what comes many times a second, and reads it quickly", async () => {
    const { put, statistics } = cloudwatch();
    for (let request = 0; request < 200_000; request++) put(request % 2 ? 1 : 2, request % minute);

    expect(await statistics(["Sum", "SampleCount", "Maximum"])).toMatchObject([
      { Sum: 300_000, SampleCount: 200_000, Maximum: 2 },
    ]);
  });

  test("forgets what is older than three hours", async () => {
    const { put, statistics, start } = cloudwatch();
    put(1, -5 * 60 * minute);
    put(2, -2 * 60 * minute);
    put(3);

    const all = await statistics(["Sum"], { StartTime: new Date(start - 6 * 60 * minute) });

    expect(all?.map(({ Sum }) => Sum)).toEqual([2, 3]);
  });

  test("is read in its own unit only, if one asks for that", async () => {
    const { put, statistics } = cloudwatch();
    put(1, 0, "Seconds");
    put(1_000, 0, "Milliseconds");

    expect(await statistics(["Sum"], { Unit: "Milliseconds" })).toMatchObject([{ Sum: 1_000, Unit: "Milliseconds" }]);
  });

  test.each([
    [{ EndTime: new Date(0) }, "InvalidParameterValueException", "StartTime must be less than"],
    [{ Period: 1 }, "InvalidParameterCombinationException", "up to 3600 datapoints, which exceeds the limit of 1440"],
    [{ Statistics: [] }, "InvalidParameterCombinationException", "At least one of the parameters Statistics"],
  ])("is not read with %j", async (more, code, message) => {
    const { statistics } = cloudwatch();
    await expect(statistics(["Sum"], more)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test("may be put by anyone: a value, values with counts, or a statistic set", async () => {
    const { run, start } = cloudwatch();
    const datum = { MetricName: "Length", Timestamp: new Date(start) };
    const read = async (name: string) => {
      const { Datapoints } = await run("GetMetricStatistics", {
        Namespace: "Mine",
        MetricName: name,
        StartTime: new Date(start),
        EndTime: new Date(start + minute),
        Period: 60,
        Statistics: ["Sum", "SampleCount", "Minimum", "Maximum"],
      });
      const [{ Sum, SampleCount, Minimum, Maximum } = {}] = Datapoints ?? [];
      return [Sum, SampleCount, Minimum, Maximum];
    };
    await run("PutMetricData", { Namespace: "Mine", MetricData: [{ MetricName: "One", Value: 3 }] });
    await run("PutMetricData", {
      Namespace: "Mine",
      MetricData: [{ ...datum, MetricName: "Many", Values: [1, 2], Counts: [1_000_000, 1] }],
    });
    await run("PutMetricData", {
      Namespace: "Mine",
      MetricData: [
        { ...datum, MetricName: "Set", StatisticValues: { SampleCount: 4, Sum: 20, Minimum: 1, Maximum: 9 } },
        { ...datum, MetricName: "Single", StatisticValues: { SampleCount: 1, Sum: 2, Minimum: 2, Maximum: 2 } },
      ],
    });

    expect(await read("One")).toEqual([3, 1, 3, 3]);
    expect(await read("Many")).toEqual([1_000_002, 1_000_001, 1, 2]);
    expect(await read("Set")).toEqual([20, 4, 1, 9]);
    expect(await read("Single")).toEqual([2, 1, 2, 2]);
    await expect(
      run("PutMetricData", { Namespace: "Mine", MetricData: [{ ...datum, Values: [1, 2], Counts: [1] }] }),
    ).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    await expect(run("PutMetricData", { Namespace: "AWS/ECS", MetricData: [] })).rejects.toMatchObject({
      message: "The value AWS/ for parameter Namespace is invalid.",
    });
  });

  test("is one of several that are read at once, newest first unless told otherwise", async () => {
    const { put, run, start } = cloudwatch();
    put(1);
    put(2, minute);
    const MetricStat = {
      Metric: { Namespace: "AWS/Test", MetricName: "Time", Dimensions },
      Period: 60,
      Stat: "Sum",
    };
    const read = (more: object = {}, query: object = { MetricStat }) =>
      run("GetMetricData", {
        StartTime: new Date(start),
        EndTime: new Date(start + 60 * minute),
        MetricDataQueries: [
          { Id: "a", ...query },
          { Id: "hidden", MetricStat, ReturnData: false },
        ],
        ...more,
      });

    expect((await read()).MetricDataResults).toEqual([
      {
        Id: "a",
        Label: "Time",
        Timestamps: [new Date(start + minute), new Date(start)],
        Values: [2, 1],
        StatusCode: "Complete",
      },
    ]);
    expect((await read({ ScanBy: "TimestampAscending" })).MetricDataResults?.[0]?.Values).toEqual([1, 2]);
    await expect(read({}, { Expression: "a + b" })).rejects.toMatchObject({ code: "ValidationError" });
    await expect(read({ EndTime: new Date(start) })).rejects.toMatchObject({ code: "ValidationError" });
  });

  test("is found by namespace, name and dimensions, a page at a time", async () => {
    const { put, run, port, start, host } = cloudwatch();
    put(1);
    for (let number = 0; number < 501; number++)
      port.put({ namespace: "Many", name: `m${number}`, dimensions: {}, value: 1, unit: "Count", timestamp: start });
    const count = async (input: object) => (await run("ListMetrics", input)).Metrics?.length;

    expect((await run("ListMetrics", { Namespace: "AWS/Test" })).Metrics).toEqual([
      { Namespace: "AWS/Test", MetricName: "Time", Dimensions },
    ]);
    expect(await count({ Dimensions: [{ Name: "TargetGroup" }] })).toBe(1);
    expect(await count({ Dimensions: [{ Name: "TargetGroup", Value: "other" }] })).toBe(0);
    expect(await count({ MetricName: "m7" })).toBe(1);
    const { NextToken } = await run("ListMetrics", { Namespace: "Many" });
    expect(await count({ Namespace: "Many", NextToken })).toBe(1);
    await expect(count({ NextToken: "x" })).rejects.toMatchObject({ code: "InvalidNextToken" });
    await host.clock.advance(4 * 60 * minute);
    expect(await count({ RecentlyActive: "PT3H" })).toBe(0);
  });
});

describe("an alarm", () => {
  const alarm = {
    AlarmName: "high",
    Namespace: "AWS/Test",
    MetricName: "Time",
    Dimensions,
    Statistic: "Average" as const,
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold" as const,
    AlarmActions: ["arn:aws:sns:us-east-1:123456789012:topic"],
  };
  const arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:high";

  test("is kept as it was set, and knows nothing of its metric yet", async () => {
    const { run, host } = cloudwatch();
    await run("PutMetricAlarm", alarm);
    const made = new Date(host.clock.now());
    await host.clock.advance(minute);
    await run("PutMetricAlarm", { ...alarm, Threshold: 2 });

    expect((await run("DescribeAlarms", {})).MetricAlarms).toEqual([
      expect.objectContaining({
        ...alarm,
        AlarmArn: arn,
        Threshold: 2,
        ActionsEnabled: true,
        StateValue: "INSUFFICIENT_DATA",
        StateReason: "Unchecked: Initial alarm creation",
        StateUpdatedTimestamp: made,
        AlarmConfigurationUpdatedTimestamp: new Date(host.clock.now()),
      }),
    ]);
  });

  test("is found by name, state, action and metric, a page at a time", async () => {
    const { run } = cloudwatch();
    for (const AlarmName of ["low", "high", "other"]) await run("PutMetricAlarm", { ...alarm, AlarmName });
    const names = async (input: object) =>
      (await run("DescribeAlarms", input)).MetricAlarms?.map(({ AlarmName }) => AlarmName);

    expect(await names({})).toEqual(["high", "low", "other"]);
    expect(await names({ AlarmNames: ["low", "none"] })).toEqual(["low"]);
    expect(await names({ AlarmNamePrefix: "o" })).toEqual(["other"]);
    expect(await names({ StateValue: "ALARM" })).toEqual([]);
    expect(await names({ ActionPrefix: "arn:aws:lambda" })).toEqual([]);
    expect(await names({ AlarmTypes: ["CompositeAlarm"] })).toEqual([]);
    const { NextToken } = await run("DescribeAlarms", { MaxRecords: 2 });
    expect(await names({ NextToken })).toEqual(["other"]);
    const of = async (MetricName: string) =>
      (await run("DescribeAlarmsForMetric", { Namespace: "AWS/Test", MetricName, Dimensions })).MetricAlarms?.length;
    expect([await of("Time"), await of("Space")]).toEqual([3, 0]);
    await expect(names({ AlarmNames: ["a"], AlarmNamePrefix: "b" })).rejects.toMatchObject({
      code: "InvalidParameterCombinationException",
    });
  });

  test.each([
    [{ MetricName: undefined }, "ValidationError", "MetricName must not be null"],
    [{ Statistic: undefined }, "ValidationError", "Exactly one of statistic or extendedStatistic"],
    [{ Threshold: undefined }, "ValidationError", "Exactly one of threshold or thresholdMetricId"],
    [{ Metrics: [] }, "InvalidParameterCombinationException", "mutually exclusive"],
  ])("is not set with %j", async (more, code, message) => {
    const { run } = cloudwatch();
    await expect(run("PutMetricAlarm", { ...alarm, ...more })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  test("is deleted with others, or none of them is", async () => {
    const { run } = cloudwatch();
    await run("PutMetricAlarm", alarm);

    await expect(run("DeleteAlarms", { AlarmNames: ["high", "none"] })).rejects.toMatchObject({
      code: "ResourceNotFound",
      status: 404,
    });
    expect((await run("DescribeAlarms", {})).MetricAlarms).toHaveLength(1);
    await run("DeleteAlarms", { AlarmNames: ["high"] });
    expect((await run("DescribeAlarms", {})).MetricAlarms).toEqual([]);
  });

  test("has the tags of its creation, and others by TagResource only", async () => {
    const { run, host } = cloudwatch();
    await run("PutMetricAlarm", { ...alarm, Tags: [{ Key: "team", Value: "web" }] });
    await run("PutMetricAlarm", { ...alarm, Tags: [{ Key: "team", Value: "ignored" }] });
    await run("TagResource", { ResourceARN: arn, Tags: [{ Key: "tier", Value: "gold" }] });
    expect(tagsOf(host, arn)).toEqual({ team: "web", tier: "gold" });
    await run("UntagResource", { ResourceARN: arn, TagKeys: ["team"] });

    expect((await run("ListTagsForResource", { ResourceARN: arn })).Tags).toEqual([{ Key: "tier", Value: "gold" }]);
    await expect(run("ListTagsForResource", { ResourceARN: `${arn}er` })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });

  test("is what calls ask IAM for, and data are asked for by namespace", () => {
    const { asks } = cloudwatch();
    const keys = { "aws:RequestTag/team": "web", "aws:TagKeys": ["team"] };

    expect(asks("PutMetricAlarm", { ...alarm, Tags: [{ Key: "team", Value: "web" }] })).toEqual([
      { action: "cloudwatch:PutMetricAlarm", resources: [arn], keys },
      { action: "cloudwatch:TagResource", resources: [arn], keys },
    ]);
    expect(asks("PutMetricAlarm", alarm)).toHaveLength(1);
    expect(asks("DescribeAlarms", {})).toMatchObject([{ resources: [arn.replace("high", "*")] }]);
    expect(asks("DeleteAlarms", { AlarmNames: ["high"] })).toMatchObject([{ resources: [arn] }]);
    expect(asks("PutMetricData", { Namespace: "Mine", MetricData: [] })).toEqual([
      { action: "cloudwatch:PutMetricData", resources: ["*"], keys: { "cloudwatch:namespace": "Mine" } },
    ]);
    expect(asks("GetMetricData", { StartTime: undefined, EndTime: undefined, MetricDataQueries: [] })).toEqual([
      { action: "cloudwatch:GetMetricData", resources: ["*"] },
    ]);
  });
});
