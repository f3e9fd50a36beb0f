import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Datapoint, MetricQuery, Metrics } from "../ports/metrics.ts";
import { toDimensions } from "./dimensions.ts";

/** GetMetricData takes no more. */
const queriesACall = 500;

export function createMetrics(client: CloudWatchClient): Metrics {
  const readSome = async (queries: readonly MetricQuery[], from: number, to: number): Promise<Datapoint[][]> => {
    const points: Datapoint[][] = queries.map(() => []);
    let NextToken: string | undefined;
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries.map(toQuery),
          StartTime: new Date(from),
          EndTime: new Date(to),
          ScanBy: "TimestampAscending",
          NextToken,
        }),
      );
      for (const { Id = "", Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
        const row = points[Number(Id.slice(1))];
        Timestamps.forEach((time, index) => {
          row?.push({ startsAt: time.getTime(), value: Values[index] ?? Number.NaN });
        });
      }
      NextToken = answer.NextToken;
    } while (NextToken);
    return points;
  };

  return {
    async read(queries, from, to) {
      const points: Datapoint[][] = [];
      for (let index = 0; index < queries.length; index += queriesACall)
        points.push(...(await readSome(queries.slice(index, index + queriesACall), from, to)));
      return points;
    },
  };
}

function toQuery({ namespace, name, dimensions, statistic, periodSeconds }: MetricQuery, index: number) {
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: name, Dimensions: toDimensions(dimensions) },
      Period: periodSeconds,
      Stat: statistic,
    },
  } satisfies MetricDataQuery;
}
