import type { LogLine } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import { arn, type World } from "../../world/world.ts";

/** What CloudWatch Logs holds, by log group name. */
export interface LogsState {
  readonly groups: Map<string, LogGroup>;
}

export interface LogGroup {
  readonly name: string;
  /** Without the `:*` that some answers append. */
  readonly arn: string;
  readonly createdAt: number;
  retentionInDays: number | undefined;
  readonly tags: Map<string, string>;
  readonly streams: Map<string, LogStream>;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  /** In the order of their timestamps. */
  readonly events: LogEvent[];
}

export interface LogEvent extends LogLine {
  /** Orders events over all streams, and names them to callers. */
  readonly id: string;
  readonly ingestedAt: number;
}

export function emptyState(): LogsState {
  return { groups: new Map() };
}

/** A group by its name or ARN, or the service's own error. */
export function requireGroup(state: LogsState, nameOrArn: string | undefined): LogGroup {
  const name = nameOrArn?.startsWith("arn:") ? nameOrArn.split(":")[6] : nameOrArn;
  const group = state.groups.get(name ?? "");
  if (!group) throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}

export function requireStream(group: LogGroup, name: string | undefined): LogStream {
  const stream = group.streams.get(name ?? "");
  if (!stream) throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

export function addGroup(state: LogsState, world: World, name: string): LogGroup {
  const group: LogGroup = {
    name,
    arn: arn(world, "logs", `log-group:${name}`),
    createdAt: world.clock.now(),
    retentionInDays: undefined,
    tags: new Map(),
    streams: new Map(),
  };
  state.groups.set(name, group);
  return group;
}

export function addStream(group: LogGroup, world: World, name: string): LogStream {
  const stream: LogStream = { name, createdAt: world.clock.now(), events: [] };
  group.streams.set(name, stream);
  return stream;
}

/** Events a stream keeps at most; the oldest go first. A laptop's memory is the limit here, not a price. */
const eventsKept = 10_000;

/** Appends lines, keeping the order of timestamps. */
export function append(stream: LogStream, world: World, lines: readonly LogLine[]): void {
  for (const { timestamp, message } of lines) {
    const id = `${String(timestamp).padStart(16, "0")}${String(stream.events.length).padStart(10, "0")}${world.random.characters(8, "0123456789")}`;
    const event = { id, timestamp, message, ingestedAt: world.clock.now() };
    const after = stream.events.findLastIndex((other) => other.timestamp <= timestamp);
    stream.events.splice(after + 1, 0, event);
  }
  if (stream.events.length > eventsKept) stream.events.splice(0, stream.events.length - eventsKept);
}
