import type { Input } from "../../edge/contract.ts";
import type { ResourceKind } from "../kind.ts";

/** AWS::CloudWatch::Alarm. */
export const cloudwatchAlarm: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  const given = properties as Partial<Input<"cloudwatch", "PutMetricAlarm">>;
  const { AlarmName = makeName(logicalId).slice(0, 255) } = given;
  await cloud.call("cloudwatch", "PutMetricAlarm", { ...numbers(given), AlarmName } as Input<
    "cloudwatch",
    "PutMetricAlarm"
  >);
  const { MetricAlarms = [] } = await cloud.call("cloudwatch", "DescribeAlarms", { AlarmNames: [AlarmName] });
  return { ref: AlarmName, attributes: { Arn: MetricAlarms[0]?.AlarmArn ?? "" } };
};

/** A template may write numbers as text. */
function numbers(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const numeric = ["DatapointsToAlarm", "EvaluationPeriods", "Period", "Threshold"];
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, numeric.includes(name) ? Number(value) : value]),
  );
}
