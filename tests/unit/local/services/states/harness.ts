import type { Cloud, Decision, InvocationResult, TaggedResource } from "../../../../../local/cloud.ts";
import { AwsError } from "../../../../../local/edge/aws-error.ts";
import type { Call, Input, OperationName, Output, Permission } from "../../../../../local/edge/contract.ts";
import { createStates } from "../../../../../local/services/states/index.ts";
import { laptop } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { type VirtualClock, virtualClock } from "../../../../../local/world/virtual-clock.ts";
import type { World } from "../../../../../local/world/world.ts";

export type Handler = (payload: never, clock: VirtualClock) => unknown;

export const roleArn = "arn:aws:iam::123456789012:role/machine";
export const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

const call: Call = { principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" }, requestId: "r" };

/** An error that a function throws, under the name that the machine sees. */
export class Thrown extends Error {
  constructor(name: string, message = name) {
    super(message);
    this.name = name;
  }
}

/** Step Functions on a virtual clock, with functions given as code. */
export function statesHarness(handlers: Readonly<Record<string, Handler>> = {}) {
  const clock = virtualClock();
  const world: World = {
    clock,
    random: seededRandom(1),
    profile: { ...laptop, stateTransition: [0, 0] },
    account: "123456789012",
    region: "us-east-1",
  };
  const events: { detail: Record<string, unknown>; resources: readonly string[] }[] = [];
  const asked: Permission[] = [];
  const sdkCalls: { kind: string; operation: string; input: unknown }[] = [];
  const rules: {
    decide: (permission: Permission) => Decision;
    sdk: (operation: string, input: unknown) => unknown;
  } = { decide: () => ({ kind: "allow" }), sdk: () => ({}) };
  let tags: (() => Iterable<TaggedResource>) | undefined;

  const invoke = async (nameOrArn: string, payload: unknown): Promise<InvocationResult> => {
    const name = nameOrArn.split(":")[6] ?? nameOrArn;
    const handler = handlers[name];
    if (!handler) throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, { status: 404 });
    try {
      return { kind: "result", payload: await handler(payload as never, clock) };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      return { kind: "error", errorType, errorMessage, payload: { errorType, errorMessage, trace: [] } };
    }
  };

  const cloud = {
    events: { emit: (event: (typeof events)[number]) => events.push(event) },
    functions: { invoke },
    identity: {
      decide: (_: unknown, permission: Permission) => {
        asked.push(permission);
        return rules.decide(permission);
      },
    },
    tags: {
      provide: (source: () => Iterable<TaggedResource>) => {
        tags = source;
      },
    },
    call: async (kind: string, operation: string, input: unknown) => {
      sdkCalls.push({ kind, operation, input });
      return rules.sdk(operation, input);
    },
  } as unknown as Cloud;

  const states = createStates({ world, cloud });

  const run = <Name extends OperationName<"states"> & string>(
    operation: Name,
    input: Input<"states", Name>,
  ): Promise<Output<"states", Name>> => states.service.run(operation, input, call) as Promise<Output<"states", Name>>;

  const create = async (definition: object, name = "machine"): Promise<string> => {
    const { stateMachineArn } = await run("CreateStateMachine", {
      name,
      roleArn,
      definition: JSON.stringify(definition),
    });
    return stateMachineArn as string;
  };

  const start = async (definition: object, input: unknown = {}, name = "machine"): Promise<string> => {
    const stateMachineArn = await create(definition, name);
    const { executionArn } = await run("StartExecution", { stateMachineArn, input: JSON.stringify(input), name: "e" });
    return executionArn as string;
  };

  const describe = (executionArn: string) => run("DescribeExecution", { executionArn });

  const history = async (executionArn: string) =>
    (await run("GetExecutionHistory", { executionArn, maxResults: 1000 })).events ?? [];

  /** Lets the clock run until the execution is over, and tells how it ended. */
  const finish = async (executionArn: string) => {
    let over = false;
    const look = async (): Promise<void> => {
      over = (await describe(executionArn)).status !== "RUNNING";
    };
    await clock.advance(0);
    await look();
    while (!over) {
      let step = false;
      await clock.advanceUntil(() => {
        const stop = step;
        step = true;
        return stop;
      });
      await look();
    }
    const { status, output, error, cause } = await describe(executionArn);
    return { status, error, cause, output: output === undefined ? undefined : (JSON.parse(output) as unknown) };
  };

  const execute = async (definition: object, input: unknown = {}) => finish(await start(definition, input));

  return {
    clock,
    world,
    states,
    run,
    create,
    start,
    describe,
    history,
    finish,
    execute,
    events,
    asked,
    sdkCalls,
    rules,
    tags: () => [...(tags?.() ?? [])],
  };
}

/** A machine of one state. */
export function single(state: object): object {
  return { StartAt: "Only", States: { Only: { ...state, End: true } } };
}
