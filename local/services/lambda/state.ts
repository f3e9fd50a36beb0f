import type { Input } from "../../edge/contract.ts";
import type { Timer } from "../../world/clock.ts";
import type { FunctionRunner } from "./runner.ts";

/** Everything that Lambda remembers. */
export interface LambdaState {
  readonly runner: FunctionRunner;
  readonly functions: Map<string, LambdaFunction>;
  /** Which function reads which queue, by UUID. */
  readonly mappings: Map<string, EventSourceMapping>;
  /** The last asynchronous events that were given up, newest last. */
  readonly deadLetters: LambdaDeadLetter[];
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  /** What `$LATEST` runs with. Replaced as a whole on each update, so that warm environments know when they are outdated. */
  latest: FunctionSettings;
  /** Published versions, oldest first. */
  readonly versions: FunctionSettings[];
  readonly tags: Map<string, string>;
  readonly statements: Map<string, PolicyStatement>;
  reservedConcurrency?: number;
  eventInvokeConfig?: EventInvokeConfig;
  /** Invocations that run at this moment. */
  running: number;
}

/** One version of a function, as an execution environment needs it. Never changed once made. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly functionArn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly role: string;
  readonly handler: string;
  readonly runtime: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly ephemeralMegabytes: number;
  readonly architecture: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly tracing: string;
  readonly deadLetterArn?: string;
  readonly code: FunctionCode;
  readonly lastModified: number;
  readonly revisionId: string;
}

export interface FunctionCode {
  /** The zip file. */
  readonly bytes: Uint8Array;
  /** Of the zip file, in base64, as AWS shows it. */
  readonly sha256: string;
}

export interface PolicyStatement {
  readonly sid: string;
  readonly action: string;
  /** `events.amazonaws.com`, an account number, or an ARN. */
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

export interface EventInvokeConfig {
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
  readonly destinations?: Input<"lambda", "PutFunctionEventInvokeConfig">["DestinationConfig"];
  readonly lastModified: number;
}

/** A queue whose messages a function gets. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionName: string;
  /** With the version, where one was named. */
  readonly functionArn: string;
  batchSize: number;
  /** How long it waits for a batch to fill. */
  windowSeconds: number;
  /** Batches at once; Lambda's own choice unless told. */
  maximumConcurrency: number | undefined;
  /** Whether the function tells which messages of a batch it did not do. */
  partial: boolean;
  enabled: boolean;
  modifiedAt: number;
  /** Batches that run at this moment. */
  running: number;
  /** Ends watching the queue. */
  unwatch?: () => void;
  /** The end of the batching window. */
  timer?: Timer;
}

/** An asynchronous event that no attempt could deliver. */
export interface LambdaDeadLetter {
  readonly functionArn: string;
  /** The failure destination or dead-letter queue that it is meant for; without one, AWS would drop it. */
  readonly destinationArn?: string;
  readonly requestId: string;
  readonly condition: "RetriesExhausted" | "EventAgeExceeded";
  readonly attempts: number;
  readonly payload: unknown;
  readonly response: unknown;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export function emptyState(runner: FunctionRunner): LambdaState {
  return { runner, functions: new Map(), mappings: new Map(), deadLetters: [] };
}
