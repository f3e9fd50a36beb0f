/** A request that a load balancer had no task for, as far as it is answered for it. */
export interface Arrival {
  /** The name of the target group through which it came: it tells whose it is. */
  readonly targetGroup: string;
  /** Whether asking again does what was asked for: a browser then may do so by itself. */
  readonly isRepeatable: boolean;
  readonly wantsPage: boolean;
}

/**
 * Reads the event of a load balancer:
 *
 * `{"requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/fairway--orders-asleep/6d0ecf831eec9f09"}},
 * "httpMethod": "GET", "path": "/", "headers": {"accept": "text/html,application/xhtml+xml"}, "body": "", "isBase64Encoded": false}`
 */
export function parseArrival(event: unknown): Arrival | undefined {
  const { requestContext, httpMethod, headers } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const { targetGroupArn } = ((requestContext ?? {}) as { elb?: { targetGroupArn?: unknown } }).elb ?? {};
  const targetGroup = typeof targetGroupArn === "string" ? targetGroupArn.split("/").at(-2) : undefined;
  if (targetGroup === undefined) return undefined;
  const { accept } = (headers ?? {}) as Readonly<Record<string, unknown>>;
  return {
    targetGroup,
    isRepeatable: httpMethod === "GET" || httpMethod === "HEAD",
    wantsPage: typeof accept === "string" && accept.includes("text/html"),
  };
}
