/** AWS's rate quotas in an account and region: tokens that a bucket holds, and those that come back each second. */
const quotas = {
  DescribeServices: { bucket: 100, aSecond: 20 },
  UpdateService: { bucket: 50, aSecond: 5 },
  GetMetricData: { bucket: 500, aSecond: 500 },
} as const;

export interface Rate {
  readonly operation: string;
  readonly calls: number;
  /** The most in any second, and in any minute on average. */
  readonly mostASecond: number;
  readonly busiestMinuteASecond: number;
  /** What AWS allows, and how often it would have throttled; nothing where it does not say. */
  readonly quota?: { readonly bucket: number; readonly aSecond: number; readonly throttled: number };
}

interface Count {
  calls: number;
  second: number;
  inSecond: number;
  mostInSecond: number;
  minute: number;
  inMinute: number;
  mostInMinute: number;
  left: number;
  throttled: number;
}

/** Counts calls by operation against their buckets, as time goes by. */
export function createMeter() {
  const counts = new Map<string, Count>();
  return {
    count(operation: string, second: number): void {
      const quota = quotaOf(operation);
      const count = counts.get(operation) ?? begin(second, quota?.bucket ?? 0);
      counts.set(operation, count);
      if (quota) count.left = Math.min(quota.bucket, count.left + (second - count.second) * quota.aSecond);
      count.inSecond = second === count.second ? count.inSecond + 1 : 1;
      const minute = Math.floor(second / 60);
      count.inMinute = minute === count.minute ? count.inMinute + 1 : 1;
      [count.second, count.minute] = [second, minute];
      count.calls++;
      count.mostInSecond = Math.max(count.mostInSecond, count.inSecond);
      count.mostInMinute = Math.max(count.mostInMinute, count.inMinute);
      if (count.left >= 1) count.left--;
      else if (quota) count.throttled++;
    },
    callsOf: (operation: string): number => counts.get(operation)?.calls ?? 0,
    rates: (): Rate[] =>
      [...counts].map(([operation, { calls, mostInSecond, mostInMinute, throttled }]) => {
        const quota = quotaOf(operation);
        return {
          operation,
          calls,
          mostASecond: mostInSecond,
          busiestMinuteASecond: Math.round((10 * mostInMinute) / 60) / 10,
          ...(quota && { quota: { ...quota, throttled } }),
        };
      }),
  };
}

export type Meter = ReturnType<typeof createMeter>;

function quotaOf(operation: string): { readonly bucket: number; readonly aSecond: number } | undefined {
  return operation in quotas ? quotas[operation as keyof typeof quotas] : undefined;
}

function begin(second: number, bucket: number): Count {
  const none = { calls: 0, inSecond: 0, mostInSecond: 0, inMinute: 0, mostInMinute: 0, throttled: 0 };
  return { ...none, second, minute: Math.floor(second / 60), left: bucket };
}
