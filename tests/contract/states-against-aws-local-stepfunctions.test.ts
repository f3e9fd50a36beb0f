import { describe, expect, test } from "@jest/globals";
import aslValidator from "asl-validator";
import { StateMachine } from "aws-local-stepfunctions";
import { corpus, handlers, machines, type Sample } from "../unit/local/services/states/corpus.ts";
import { statesHarness } from "../unit/local/services/states/harness.ts";

/** How an execution ended, as far as both interpreters tell it alike. */
type Ending = { output: unknown } | { error: string };

describe("our interpreter and aws-local-stepfunctions 3.0.0", () => {
  const agreed = corpus.filter(({ differs }) => differs === undefined);
  const differing = corpus.filter(({ differs }) => differs !== undefined);

  test.each(agreed)("end alike: $what", async (sample) => {
    expect(await ours(sample)).toEqual(await theirs(sample));
  });

  test.each(differing)("differ ($differs): $what", async (sample) => {
    expect(await ours(sample)).not.toEqual(await theirs(sample));
  });
});

describe("our validation and asl-validator 4.0.0", () => {
  test.each(machines)("accept alike: $what", ({ definition }) => {
    // It changes what it is given.
    const { isValid, errorsText } = aslValidator(clone(definition), { checkArn: false });
    expect(errorsText("\n")).toBe("");
    expect(isValid).toBe(true);
  });
});

async function ours({ definition, input }: Sample): Promise<Ending> {
  const { status, output, error } = await statesHarness(handlers as never).execute(definition, input);
  return status === "SUCCEEDED" ? { output } : { error: error ?? "" };
}

async function theirs({ definition, input }: Sample): Promise<Ending> {
  const machine = new StateMachine(clone(definition), { validationOptions: { noValidate: true } });
  const taskResourceLocalHandlers = Object.fromEntries(
    tasksOf(definition).map(({ name, handler }) => [name, async (payload: unknown) => call(handler, payload)]),
  );
  try {
    const run = machine.run(clone(input), { overrides: { taskResourceLocalHandlers } as never });
    return { output: await run.result };
  } catch (error) {
    const cause = (error as Error).cause as { name?: string } | undefined;
    return { error: cause?.name ?? (error as Error).name };
  }
}

/** A copy made inside this realm: the package takes only its own realm's objects for plain ones. */
function clone(value: unknown): never {
  return JSON.parse(JSON.stringify(value)) as never;
}

type Handler = keyof typeof handlers;

function call(handler: Handler, payload: unknown): unknown {
  return (handlers[handler] as (payload: unknown) => unknown)(payload);
}

/** Every Task of a definition, however deep, by name and by the function that it calls. */
function tasksOf(value: unknown, name = ""): { name: string; handler: Handler }[] {
  if (typeof value !== "object" || value === null) return [];
  const state = value as { Type?: string; Resource?: string };
  const inner = Object.entries(value).flatMap(([key, item]) => tasksOf(item, key));
  if (state.Type !== "Task") return inner;
  return [...inner, { name, handler: state.Resource?.split(":").at(-1) as Handler }];
}
