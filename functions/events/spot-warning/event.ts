/** A task that still runs, and whose capacity Fargate takes back within two minutes. */
export interface Interruption {
  readonly service: string;
  readonly taskId: string;
  /** When it was warned of, in milliseconds since the epoch. */
  readonly at: number;
  /** The private addresses of the task. */
  readonly addresses: readonly string[];
}

/**
 * Reads the warning that Fargate takes a Spot task's capacity back; `undefined` for any other event.
 *
 * Shortened: `{"source": "aws.ecs", "detail-type": "ECS Task State Change", "time": "…", "detail": {"taskArn":
 * "arn:aws:ecs:us-east-1:123456789012:task/fairway/0f1e…", "group": "service:orders", "lastStatus": "RUNNING",
 * "desiredStatus": "STOPPED", "stopCode": "SpotInterruption", "stoppedReason": "Your Spot Task was interrupted.",
 * "attachments": [{"type": "eni", "details": [{"name": "privateIPv4Address", "value": "10.0.1.17"}]}]}}`
 */
export function parseInterruption(event: unknown): Interruption | undefined {
  const { source, time, detail } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const fields = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const service = /^service:(.+)$/.exec(String(fields.group))?.[1];
  const taskId = typeof fields.taskArn === "string" ? fields.taskArn.split("/").at(-1) : undefined;
  const at = Date.parse(String(time));
  const isWarning = fields.lastStatus === "RUNNING" && fields.desiredStatus === "STOPPED";
  const isSpot = fields.stopCode === "SpotInterruption" || fields.stopCode === "TerminationNotice";
  if (source !== "aws.ecs" || !isWarning || !isSpot || !service || !taskId || Number.isNaN(at)) return undefined;
  return { service, taskId, at, addresses: readAddresses(fields.attachments) };
}

function readAddresses(attachments: unknown): string[] {
  const all = (Array.isArray(attachments) ? attachments : []) as readonly ({ readonly details?: unknown } | null)[];
  return all
    .flatMap((attachment) => (Array.isArray(attachment?.details) ? attachment.details : []))
    .flatMap((detail: { readonly name?: unknown; readonly value?: unknown } | null) =>
      detail?.name === "privateIPv4Address" && typeof detail.value === "string" ? [detail.value] : [],
    );
}
