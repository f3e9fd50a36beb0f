import type { Cloud, Principal, TaggedResource } from "../cloud.ts";
import type { World } from "../world/world.ts";

/** The services that the edge speaks for. `states` is Step Functions, `elbv2` Elastic Load Balancing v2. */
export interface Clients {
  acm: typeof import("@aws-sdk/client-acm");
  cloudwatch: typeof import("@aws-sdk/client-cloudwatch");
  dynamodb: typeof import("@aws-sdk/client-dynamodb");
  ec2: typeof import("@aws-sdk/client-ec2");
  ecr: typeof import("@aws-sdk/client-ecr");
  ecs: typeof import("@aws-sdk/client-ecs");
  elbv2: typeof import("@aws-sdk/client-elastic-load-balancing-v2");
  events: typeof import("@aws-sdk/client-eventbridge");
  iam: typeof import("@aws-sdk/client-iam");
  lambda: typeof import("@aws-sdk/client-lambda");
  logs: typeof import("@aws-sdk/client-cloudwatch-logs");
  secretsmanager: typeof import("@aws-sdk/client-secrets-manager");
  sns: typeof import("@aws-sdk/client-sns");
  sqs: typeof import("@aws-sdk/client-sqs");
  ssm: typeof import("@aws-sdk/client-ssm");
  states: typeof import("@aws-sdk/client-sfn");
  sts: typeof import("@aws-sdk/client-sts");
  tagging: typeof import("@aws-sdk/client-resource-groups-tagging-api");
}

export type ServiceKind = keyof Clients;

/** What the SDK's command classes tell of themselves: what goes in, and what their handler answers. */
interface SdkCommand {
  input: unknown;
  resolveMiddleware(...rest: never[]): (request: never) => Promise<{ output: unknown }>;
}

/** Names of a service's operations, as in the SDK: `OperationName<"ecs">` has `"CreateCluster"`. */
export type OperationName<Kind extends ServiceKind> = {
  [Name in keyof Clients[Kind]]: Name extends `${infer Operation}Command`
    ? Operation extends "$" | "__"
      ? never
      : Operation
    : never;
}[keyof Clients[Kind]];

type InstanceOf<Command> = Command extends abstract new (...rest: never[]) => infer Instance ? Instance : never;

type CommandNamed<Kind extends ServiceKind, Name extends string> = `${Name}Command` extends keyof Clients[Kind]
  ? Extract<InstanceOf<Clients[Kind][`${Name}Command`]>, SdkCommand>
  : never;

/** What a caller sends for an operation, as the SDK types it. */
export type Input<Kind extends ServiceKind, Name extends string> = CommandNamed<Kind, Name>["input"];

/** What an operation answers, without the SDK's `$metadata`. */
export type Output<Kind extends ServiceKind, Name extends string> = Omit<
  Awaited<ReturnType<ReturnType<CommandNamed<Kind, Name>["resolveMiddleware"]>>>["output"],
  "$metadata"
>;

/** Who calls and in which request. */
export interface Call {
  readonly principal: Principal;
  readonly requestId: string;
}

/**
 * One operation of a service. It gets decoded, type-checked input in which the required members are present, and
 * returns (or promises) the output that the edge encodes. It throws `AwsError` for every answer that is an error.
 */
export type Action<Kind extends ServiceKind, Name extends string, State> = (
  input: Input<Kind, Name>,
  context: Context<State>,
) => Output<Kind, Name> | Promise<Output<Kind, Name>>;

/** What an action may touch: its own service's state, the world, the other services' ports, and who called. */
export interface Context<State> extends Host {
  readonly state: State;
  readonly call: Call;
}

/** What every service is made with. `cloud` reaches the other services; it is complete once all are made. */
export interface Host {
  readonly world: World;
  readonly cloud: Cloud;
}

/** A service's actions by operation name. An operation that is not here answers `NotImplemented` (a 4xx). */
export type Actions<Kind extends ServiceKind, State> = {
  readonly [Name in OperationName<Kind>]?: Action<Kind, Name & string, State>;
};

/** What a call asks IAM for: one decision per resource, all of which must be allowed. */
export interface Permission {
  /** As in a policy: `ecs:CreateService`. */
  readonly action: string;
  /** ARNs, or `*` for actions that know no resource-level permission. */
  readonly resources: readonly string[];
  /** Condition keys that the call fills, by their full name: `aws:RequestTag/fairway:service`, `ecs:cluster`. */
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Says what a call asks IAM for, where it is more than `<prefix>:<Operation>` on `*`.
 * CreateService, for one, asks for `ecs:CreateService` on the service and `iam:PassRole` on no role of its own,
 * RegisterTaskDefinition for `iam:PassRole` on each role that it names.
 */
export type Permissions<Kind extends ServiceKind, State> = {
  readonly [Name in OperationName<Kind>]?: (
    input: Input<Kind, Name & string>,
    context: Context<State>,
  ) => readonly Permission[];
};

/** A service of the local cloud, as the edge sees it. Made by the `create…` function of its folder's index.ts. */
export interface Service {
  readonly kind: ServiceKind;
  /** Whether the operation is implemented. */
  has(operation: string): boolean;
  /** Runs one operation. */
  run(operation: string, input: unknown, call: Call): Promise<unknown>;
  /** What the call asks IAM for. */
  permissions(operation: string, input: unknown, call: Call): readonly Permission[];
  /** Ends what the service holds open: sockets, processes. */
  close?(): Promise<void>;
}

/**
 * A service that speaks its protocol itself (DynamoDB, which dynalite serves). The edge detects the operation,
 * authorises the call, and passes the request on undecoded.
 */
export interface RawService {
  readonly kind: ServiceKind;
  handleRaw(request: RawRequest): Promise<RawResponse>;
  /** Its resources with their tags, for the tagging API and for `aws:ResourceTag`. */
  tagged?(): Iterable<TaggedResource>;
  close?(): Promise<void>;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Makes the edge's view of a service out of its tables. `prefix` is the service's name in IAM actions. */
export function defineService<Kind extends ServiceKind, State>(options: {
  kind: Kind;
  prefix: string;
  host: Host;
  state: State;
  actions: Actions<Kind, State>;
  permissions?: Permissions<Kind, State>;
  close?: () => Promise<void>;
}): Service {
  type Run = (input: unknown, context: Context<State>) => unknown;
  type Ask = (input: unknown, context: Context<State>) => readonly Permission[];
  const actions = options.actions as Readonly<Record<string, Run>>;
  const asks = (options.permissions ?? {}) as Readonly<Record<string, Ask>>;
  const context = (call: Call): Context<State> => ({ ...options.host, state: options.state, call });
  return {
    kind: options.kind,
    has: (operation) => Object.hasOwn(actions, operation),
    run: async (operation, input, call) => actions[operation]?.(input, context(call)),
    permissions: (operation, input, call) =>
      asks[operation]?.(input, context(call)) ?? [{ action: `${options.prefix}:${operation}`, resources: ["*"] }],
    ...(options.close && { close: options.close }),
  };
}
