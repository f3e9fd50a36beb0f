import type { LogLine } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";

/** What CloudWatch Logs holds, by log group name. */
export interface LogsState {
  readonly groups: Map<string, LogGroup>;
  /** Events that came in so far. It numbers them. */
  received: number;
}

export interface LogGroup {
  readonly name: string;
  /** Without the `:*` that some answers append. */
  readonly arn: string;
  readonly createdAt: number;
  readonly class: LogGroupClass;
  retentionInDays: number | undefined;
  readonly tags: Map<string, string>;
  readonly streams: Map<string, LogStream>;
}

export type LogGroupClass = NonNullable<Input<"logs", "CreateLogGroup">["logGroupClass"]>;

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  /** In the order of their ids, which is that of their timestamps, and of arrival within a millisecond. */
  readonly events: LogEvent[];
}

export interface LogEvent extends LogLine {
  /** 56 digits: the timestamp, then the number of arrival. Orders events over all streams. */
  readonly id: string;
  readonly ingestedAt: number;
}

export function emptyState(): LogsState {
  return { groups: new Map(), received: 0 };
}

/** A group by its name or ARN, or the service's own error. */
export function requireGroup(state: LogsState, nameOrArn: string | undefined): LogGroup {
  const group = state.groups.get(groupName(nameOrArn ?? ""));
  if (!group) throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}

/** `arn:aws:logs:region:account:log-group:/fairway/hello:*` → `/fairway/hello`; a name is one already. */
export function groupName(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? (nameOrArn.split(":")[6] ?? "") : nameOrArn;
}

export function requireStream(group: LogGroup, name: string | undefined): LogStream {
  const stream = group.streams.get(name ?? "");
  if (!stream) throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

export function addGroup(
  state: LogsState,
  world: World,
  name: string,
  options: { class?: LogGroupClass | undefined; tags?: Map<string, string> } = {},
): LogGroup {
  const group: LogGroup = {
    name,
    arn: groupArn(world, name),
    createdAt: world.clock.now(),
    class: options.class ?? "STANDARD",
    retentionInDays: undefined,
    tags: options.tags ?? new Map(),
    streams: new Map(),
  };
  state.groups.set(name, group);
  return group;
}

export function groupArn(world: World, name: string): string {
  return arn(world, "logs", `log-group:${name}`);
}

export function addStream(group: LogGroup, world: World, name: string): LogStream {
  const stream: LogStream = { name, createdAt: world.clock.now(), events: [] };
  group.streams.set(name, stream);
  return stream;
}

/** Events a stream keeps at most; the oldest go first. A laptop's memory is the limit here, not a price. */
export const eventsKept = 10_000;

/** Appends lines, keeping the order of timestamps. */
export function append(state: LogsState, stream: LogStream, world: World, lines: readonly LogLine[]): void {
  for (const { timestamp, message } of lines) {
    const id = `${String(timestamp).padStart(20, "0")}${String(++state.received).padStart(36, "0")}`;
    const after = stream.events.findLastIndex((other) => other.timestamp <= timestamp);
    stream.events.splice(after + 1, 0, { id, timestamp, message, ingestedAt: world.clock.now() });
  }
  if (stream.events.length > eventsKept) stream.events.splice(0, stream.events.length - eventsKept);
}

/** What an event counts for: its bytes and 26 more, as CloudWatch Logs counts. */
export function storedBytes(stream: LogStream): number {
  return stream.events.reduce((total, { message }) => total + Buffer.byteLength(message) + 26, 0);
}
