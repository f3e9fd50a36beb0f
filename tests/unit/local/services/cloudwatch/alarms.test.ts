import { describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../../../../local/cloud.ts";
import { evaluate } from "../../../../../local/services/cloudwatch/evaluate.ts";
import { createCloudWatch } from "../../../../../local/services/cloudwatch/index.ts";
import { calculate } from "../../../../../local/services/cloudwatch/metric-math.ts";
import { caller, testHost } from "../service-in-test.ts";

const minute = 60_000;

/** The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
describe("An alarm with missing data", () => {
  const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;
  const outcomes = (points: string, datapointsToAlarm: number) =>
    treatments.map((treatMissingData) =>
      evaluate(
        { evaluationPeriods: 3, datapointsToAlarm, treatMissingData, breaches: (value) => value > 0 },
        [...points].map((point) => (point === "-" ? undefined : point === "X" ? 1 : 0)),
        "OK",
      ),
    );

  test.each([
    ["0-X-X", "OK OK OK OK"],
    ["0----", "OK OK OK OK"],
    ["-----", "INSUFFICIENT_DATA OK ALARM OK"],
    ["0XX-X", "ALARM ALARM ALARM ALARM"],
    ["--X--", "ALARM OK ALARM OK"],
  ])("is judged by three of three periods: %s", (points, expected) => {
    expect(outcomes(points, 3).join(" ")).toBe(expected);
  });

  test.each([
    ["0-X-X", "ALARM ALARM ALARM ALARM"],
    ["00X0X", "ALARM ALARM ALARM ALARM"],
    ["0-X--", "OK OK ALARM OK"],
    ["----0", "OK OK ALARM OK"],
    ["---X-", "ALARM OK ALARM OK"],
  ])("is judged by two of three periods: %s", (points, expected) => {
    expect(outcomes(points, 2).join(" ")).toBe(expected);
  });
});

describe("Metric math", () => {
  const series = (id: string) => (id === "a" ? [1, undefined, 4] : [2, 3, undefined]);

  test.each([
    ["a + b", [3, undefined, undefined]],
    ["100 * FILL(a, 0) / FILL(b, REPEAT)", [50, 0, 400 / 3]],
    ["-(a - 1) * 2", [-0, undefined, -6]],
    ["IF(a > 2, 1, 0)", [0, undefined, 1]],
    ["MAX(a, 2)", [2, undefined, 4]],
    ["a / (b - 2)", [undefined, undefined, undefined]],
  ])("%s", (expression, expected) => {
    expect(calculate(expression, series)).toEqual(expected);
  });

  test.each([["a +"], ["1 + 1"], ["SEARCH(a)"], ["a b"], ["(a"]])("does not guess at %s", (expression) => {
    expect(() => calculate(expression, series)).toThrow(/does not understand/);
  });
});

function alarms() {
  const published: { topicArn: string; body: Record<string, unknown> }[] = [];
  const host = testHost({
    topics: {
      publish(topicArn, { body }) {
        published.push({ topicArn, body: JSON.parse(body) });
        return "id";
      },
    } satisfies Cloud["topics"],
  });
  const { service, port } = createCloudWatch(host);
  const calls = caller<"cloudwatch">(service);
  const put = (value: number, name = "Errors") =>
    port.put({ namespace: "Web", name, dimensions: {}, value, unit: "Count", timestamp: host.clock.now() });
  const set = (more: object = {}) =>
    calls.run("PutMetricAlarm", {
      AlarmName: "errors",
      Namespace: "Web",
      MetricName: "Errors",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: "GreaterThanThreshold",
      AlarmActions: ["arn:aws:sns:us-east-1:123456789012:news"],
      ...more,
    });
  const state = async () => (await calls.run("DescribeAlarms", {})).MetricAlarms?.[0];
  const states = () => host.emitted.map(({ detail }) => (detail.state as { value: string }).value);
  return { host, published, put, set, state, states, ...calls };
}

describe("An alarm", () => {
  test("goes to ALARM and back by its metric, and tells EventBridge and its topic", async () => {
    const { host, published, put, set, state } = alarms();
    await set();
    put(4);
    put(3);

    await host.clock.advance(minute);
    const alarmed = await state();
    put(1);
    await host.clock.advance(minute);

    expect(alarmed).toMatchObject({
      StateValue: "ALARM",
      StateReason:
        "Threshold Crossed: 1 out of the last 1 datapoint [7.0 (01/01/26 00:00:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).",
    });
    expect(host.emitted).toMatchObject([
      {
        source: "aws.cloudwatch",
        detailType: "CloudWatch Alarm State Change",
        resources: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors"],
        detail: {
          alarmName: "errors",
          state: { value: "ALARM", timestamp: "2026-01-01T00:01:00.000+0000" },
          previousState: { value: "INSUFFICIENT_DATA" },
          configuration: {
            metrics: [{ metricStat: { metric: { namespace: "Web", name: "Errors" }, period: 60, stat: "Sum" } }],
          },
        },
      },
      { detail: { state: { value: "OK" }, previousState: { value: "ALARM" } } },
    ]);
    expect(published).toMatchObject([
      { topicArn: "arn:aws:sns:us-east-1:123456789012:news", body: { AlarmName: "errors", NewStateValue: "ALARM" } },
    ]);
  });

  test("tells nothing while its state stays", async () => {
    const { host, put, set, states } = alarms();
    await set({ TreatMissingData: "notBreaching" });
    put(9);

    await host.clock.advance(10 * minute);

    expect(states()).toEqual(["ALARM", "OK"]);
  });

  test("reads an expression over several metrics", async () => {
    const { host, put, set, states } = alarms();
    const stat = (MetricName: string) => ({ Metric: { Namespace: "Web", MetricName }, Period: 60, Stat: "Sum" });
    await set({
      Namespace: undefined,
      MetricName: undefined,
      Statistic: undefined,
      Period: undefined,
      Threshold: 50,
      Metrics: [
        { Id: "rate", Expression: "100 * FILL(errors, 0) / all" },
        { Id: "errors", MetricStat: stat("Errors"), ReturnData: false },
        { Id: "all", MetricStat: stat("All"), ReturnData: false },
      ],
    });
    put(10, "All");
    await host.clock.advance(minute);
    put(10, "All");
    put(6);
    await host.clock.advance(minute);

    expect(states()).toEqual(["OK", "ALARM"]);
  });

  test("can be set by hand, until it is next evaluated, and ends with its deletion", async () => {
    const { host, run, set, states } = alarms();
    await set({ TreatMissingData: "notBreaching" });
    await run("SetAlarmState", { AlarmName: "errors", StateValue: "ALARM", StateReason: "a drill" });
    await host.clock.advance(minute);
    await run("DeleteAlarms", { AlarmNames: ["errors"] });

    expect(states()).toEqual(["ALARM", "OK"]);
    expect(host.clock.pending()).toBe(0);
  });

  test.each([
    [{ ComparisonOperator: "GreaterThanUpperThreshold" }],
    [{ DatapointsToAlarm: 2 }],
    [{ TreatMissingData: "guess" }],
  ])("is refused with %j", async (more) => {
    const { set } = alarms();

    await expect(set(more)).rejects.toMatchObject({ code: "ValidationError" });
  });
});
