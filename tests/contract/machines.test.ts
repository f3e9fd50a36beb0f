import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import validate from "asl-validator";
import { parse } from "yaml";
import { takenBack } from "../../shared/endings/decide.ts";
import { type StepKind, stepKinds } from "../../shared/steps/contract.ts";
import {
  approvalTimeoutSeconds,
  deploymentTimeoutSeconds,
  executionTimeoutSeconds,
  stepTimeoutSeconds,
  undoTimeoutSeconds,
} from "../../shared/steps/limits.ts";
import {
  actionOf,
  allStates,
  chain,
  kindOf,
  type Machine,
  member,
  precedences,
  readMachine,
  reads,
  type State,
  substitution,
  successors,
  transitions,
} from "./asl.ts";

const deploy = readMachine("deploy");
const remove = readMachine("remove");
const machines = [
  ["deploy", deploy],
  ["remove", remove],
] as const;

/** The only retries there are, by name. */
const transient = {
  ErrorEquals: [
    "Transient",
    "States.Timeout",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Sandbox.Timedout",
    "Runtime.ExitError",
  ],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 12,
  MaxDelaySeconds: 30,
  JitterStrategy: "FULL",
};
const notReady = {
  ErrorEquals: ["NotReady"],
  IntervalSeconds: 1,
  BackoffRate: 1.3,
  MaxAttempts: 60,
  MaxDelaySeconds: 20,
};
/** The slow poll of the step that waits for people: it waits for longer, and looks less often. */
const slowestPoll = { ErrorEquals: ["States.Timeout"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 300 };
const slowPoll = { ErrorEquals: ["States.Timeout"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 120 };

interface MachineProperties {
  readonly DefinitionSubstitutions: Readonly<Record<string, string>>;
}

interface RoleProperties {
  readonly Policies: readonly [
    {
      readonly PolicyDocument: {
        readonly Statement: readonly { readonly Action: string; readonly Resource: readonly string[] }[];
      };
    },
  ];
}

/** CloudFormation's own tags (`!GetAtt`) are left out: what stands behind them is read as text. */
function readYaml(file: URL): unknown {
  return parse(readFileSync(file, "utf8"), { logLevel: "error" });
}

describe.each(machines)("the %s machine", (name, machine) => {
  const states = allStates(machine);
  const tasks = states.filter(({ Type }) => Type === "Task");

  test("is valid Amazon States Language", () => {
    const result = validate(structuredClone(machine) as Parameters<typeof validate>[0], { checkPaths: true });
    expect(result.errorsText("\n")).toBe("");
    expect(result.isValid).toBe(true);
  });

  test("gives each state a name of its own, and leads to none that is not there", () => {
    const names = states.map((state) => state.name);
    expect(new Set(names).size).toBe(names.length);
    const check = ({ States, StartAt }: Machine): void => {
      const known = Object.keys(States);
      const named = Object.values(States).flatMap((state) => [
        ...successors(state),
        ...(state.Catch ?? []).map(({ Next }) => Next),
      ]);
      expect(known).toEqual(expect.arrayContaining([StartAt, ...named]));
      for (const state of Object.values(States)) for (const branch of state.Branches ?? []) check(branch);
    };
    check(machine);
  });

  test("calls a step function in each task, with the deployment and an action", () => {
    for (const task of tasks) {
      expect(kindOf(task)).toBeDefined();
      expect(task.Parameters?.Payload["deploymentId.$"]).toBe("$.deploymentId");
      expect(["apply", "undo", "remove"]).toContain(actionOf(task));
    }
  });

  test("is given the ARN of each step function that it calls, and of no other", () => {
    const file = new URL("../../statemachines/resources.yml", import.meta.url);
    const { Resources } = readYaml(file) as {
      Resources: Record<string, { Properties: MachineProperties & RoleProperties }>;
    };
    const logical = name === "deploy" ? "DeployMachine" : "RemoveMachine";
    const given = Resources[logical]?.Properties.DefinitionSubstitutions ?? {};
    const invocable = Resources[`${logical}Role`]?.Properties.Policies[0]?.PolicyDocument.Statement[0];
    const kinds = [...new Set(tasks.map((task) => kindOf(task) as StepKind))];
    const logicalIds = kinds.map((kind) => `Step${`-${kind}`.replaceAll("-", "Dash")}LambdaFunction.Arn`);

    expect(given).toEqual(Object.fromEntries(kinds.map((kind, index) => [substitution(kind), logicalIds[index]])));
    expect(invocable?.Action).toBe("lambda:InvokeFunction");
    expect([...(invocable?.Resource ?? [])].sort()).toEqual([...logicalIds].sort());
  });

  test("waits for each task longer than its function may run", () => {
    for (const kind of new Set(tasks.map((task) => kindOf(task) as StepKind))) {
      const file = new URL(`../../functions/steps/${kind}/function.yml`, import.meta.url);
      expect(existsSync(file)).toBe(true);
      const declared = readYaml(file) as Record<string, { timeout: number }>;
      expect(declared[`step-${kind}`]?.timeout).toBe(stepTimeoutSeconds);
    }
    for (const { TimeoutSeconds } of tasks) expect(TimeoutSeconds).toBeGreaterThan(stepTimeoutSeconds);
  });

  test("ends by itself, with time enough for its deadline and for undoing", () => {
    // One that waits for no approval, and hangs, the reconcile tick stops.
    const waits = name === "deploy" ? approvalTimeoutSeconds : 0;
    expect(machine.TimeoutSeconds).toBe(waits + executionTimeoutSeconds);
    expect(executionTimeoutSeconds).toBeLessThan(deploymentTimeoutSeconds + undoTimeoutSeconds);
    expect(executionTimeoutSeconds).toBeGreaterThan(2 * deploymentTimeoutSeconds);
  });

  test("retries by the named policies only", () => {
    for (const task of tasks) {
      const isPoll = task.Resource?.endsWith(".waitForTaskToken");
      const patient = {
        ...transient,
        ErrorEquals: transient.ErrorEquals.filter((error) => error !== "States.Timeout"),
      };
      const poll = kindOf(task) === "await-approval" ? slowestPoll : slowPoll;
      expect(task.Retry).toEqual(isPoll ? [poll, patient, notReady] : [transient, notReady]);
    }
  });

  test("catches every error of every task but the last, which nothing could come after", () => {
    for (const task of tasks) {
      const caught = task.caughtAbove || task.Catch?.some(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"));
      expect([task.name, caught ?? false]).toEqual([task.name, kindOf(task) !== "record"]);
    }
  });

  test("reads only what is there by then, whichever way it came", () => {
    expect(unreadable(machine, new Set(["deploymentId"]))).toEqual([]);
  });

  test("keeps plan and outputs out of its own data", () => {
    for (const { ResultPath, ResultSelector, Type } of states) {
      if (Type !== "Task" && Type !== "Parallel") continue;
      if (ResultPath !== null) expect(Object.keys(ResultSelector ?? {})).toEqual(expect.arrayContaining(["type.$"]));
    }
  });

  test("tells the recorder of a failure what went wrong", () => {
    const ends = Object.values(machine.States).filter((state) => kindOf(state) === "record");
    expect(ends.map(({ Parameters }) => Parameters?.Payload["error.$"])).toEqual([undefined, "$.error"]);
  });
});

test("a function that crashes, runs out of memory or of time is called again, by the names that Lambda has for it", () => {
  expect(transient.ErrorEquals).toEqual(
    expect.arrayContaining(["Runtime.ExitError", "Sandbox.Timedout", "Lambda.Unknown"]),
  );
});

test("what is not ready is looked at again soon, seldom for long, and for longer than a deployment may take", () => {
  const pauses = Array.from({ length: notReady.MaxAttempts }, (_, attempt) =>
    Math.min(notReady.MaxDelaySeconds, notReady.IntervalSeconds * notReady.BackoffRate ** attempt),
  );
  const sum = (first: number): number => pauses.slice(0, first).reduce((total, pause) => total + pause, 0);
  expect(pauses[0]).toBe(1);
  // A minute's wait costs at most a dozen state transitions.
  expect(sum(12)).toBeGreaterThan(60);
  expect(sum(pauses.length)).toBeGreaterThan(deploymentTimeoutSeconds);
});

describe("undo", () => {
  const undoes = chain(deploy, "Undo Service").filter((state) => actionOf(state) === "undo");
  const order = undoes.map((state) => kindOf(state) as StepKind);

  test("takes back all that a deployment makes, but for what stays: the cluster and the logs", () => {
    const made = stepKinds.filter(
      (kind) => !["await-approval", "prepare", "await-deployment", "verify", "record"].includes(kind),
    );
    expect([...order, "cluster", "log-group"].sort()).toEqual([...made].sort());
    expect(order).toEqual(takenBack);
  });

  test("goes the way back: what was made later is taken back earlier", () => {
    const { States, ...rest } = deploy;
    const forward = Object.fromEntries(Object.entries(States).filter(([name]) => !/^Undo|Fail|Resume|Held/.test(name)));
    for (const [earlier, later] of precedences({ ...rest, States: forward })) {
      if (!order.includes(earlier) || !order.includes(later)) continue;
      expect([later, earlier, order.indexOf(later) < order.indexOf(earlier)]).toEqual([later, earlier, true]);
    }
  });

  test("begins with the step that failed, since that may have done half", () => {
    for (const [name, state] of Object.entries(deploy.States)) {
      if (/^Undo|Record|Prepare/.test(name)) continue;
      const caught = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"));
      if (!caught) continue;
      const from = chain(deploy, caught.Next).map((one) => kindOf(one));
      const made = [state, ...(state.Branches ?? []).flatMap((branch) => allStates(branch))].map((one) => kindOf(one));
      const mustGo = made.filter((kind) => kind !== undefined && order.includes(kind));
      expect([name, from]).toEqual([name, expect.arrayContaining(mustGo)]);
      if (["Service", "Await Deployment", "Verify"].includes(name)) expect(caught.Next).toBe("Undo Service");
    }
  });

  test("is left out only where what stands has failed by itself, and its manifest wants it held", () => {
    const held = Object.entries(deploy.States).flatMap(([name, { Catch = [] }]) =>
      Catch.filter(({ Next }) => Next === "Is It Held?").map(({ ErrorEquals }) => [name, ErrorEquals]),
    );
    expect(held).toEqual([
      ["Await Deployment", ["DeploymentFailed", "DeadlineExceeded"]],
      ["Verify", ["VerificationFailed"]],
    ]);
    expect(deploy.States["Is It Held?"]).toMatchObject({
      Choices: [{ Variable: "$.prepared.onFailure", StringEquals: "hold", Next: "Record Failure" }],
      Default: "Undo Service",
    });
  });

  test("goes on when one undo fails, and forgets neither that nor what went wrong first", () => {
    for (const state of undoes) {
      expect(state.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.undoError", Next: state.Next }]);
    }
    expect(
      chain(deploy, "Undo Service")
        .map(({ name }) => name)
        .slice(-2),
    ).toEqual(["Record Failure", "Deployment Failed"]);
  });

  test("is spared a failure before anything was made", () => {
    expect(deploy.States.Prepare?.Catch?.[0]?.Next).toBe("Record Failure");
    expect(remove.States.Prepare?.Catch?.[0]?.Next).toBe("Record Failure");
  });
});

test("what finds no capacity goes on at the service, as if nothing had failed", () => {
  const [first] = deploy.States["Await Deployment"]?.Catch ?? [];
  expect(first).toEqual({ ErrorEquals: ["NoCapacity"], ResultPath: null, Next: "Service" });
  const others = Object.values(deploy.States).flatMap(({ Catch = [] }) => Catch.filter((one) => one !== first));
  expect(others.map(({ Next }) => Next)).not.toContain("Service");
});

describe("an approval", () => {
  test("is waited for before anything is planned or made, for as long as the longest may take", () => {
    const waits = deploy.States["Await Approval"];
    expect(waits).toMatchObject({ Next: "Prepare", Catch: [{ ErrorEquals: ["States.ALL"], Next: "Record Failure" }] });
    expect(slowestPoll.MaxAttempts * ((waits?.TimeoutSeconds ?? 0) + 1)).toBeGreaterThan(approvalTimeoutSeconds);
  });

  test("costs a deployment that needs none not one transition", () => {
    expect(chain(deploy, deploy.States["Is It Resumed?"]?.Default ?? "")[0]?.name).toBe("Prepare");
  });
});

describe("removal", () => {
  test("goes in the order in which AWS lets go", () => {
    const order = chain(remove, "Service")
      .filter((state) => actionOf(state) === "remove")
      .map((state) => kindOf(state));
    expect(order).toEqual([...takenBack, "record"]);
  });

  test("skips to the end where nothing was ever planned", () => {
    expect(remove.States["Is There Anything?"]?.Choices).toEqual([
      { Variable: "$.prepared.type", StringEquals: "nothing", Next: "Record" },
    ]);
  });
});

describe("a run", () => {
  const polls = (seconds: number): number =>
    Math.ceil(seconds / ((deploy.States["Await Deployment"]?.TimeoutSeconds ?? 0) + 1));

  test("of a first deployment that waits three minutes makes at most 40 transitions, retries counted", () => {
    const answers = { "$.prepared.infrastructure": "changed", "$.prepared.type": "web" };
    expect(transitions(deploy, answers) + polls(180)).toBeLessThanOrEqual(40);
    expect(transitions(deploy, answers)).toBeGreaterThan(15);
  });

  test("of a redeployment leaves out what stands as planned", () => {
    const answers = { "$.prepared.infrastructure": "kept", "$.prepared.type": "web" };
    expect(transitions(deploy, answers)).toBeLessThanOrEqual(10);
  });

  test("of a worker makes no public side", () => {
    const web = transitions(deploy, { "$.prepared.infrastructure": "changed", "$.prepared.type": "web" });
    const worker = transitions(deploy, { "$.prepared.infrastructure": "changed", "$.prepared.type": "worker" });
    expect(web - worker).toBe(3);
  });
});

/** The reads of members that are not there on every way which leads to a state: `state reads member`. */
function unreadable(machine: Machine, given: ReadonlySet<string>): string[] {
  const available = new Map<string, ReadonlySet<string>>([[machine.StartAt, given]]);
  const visit = (name: string, members: ReadonlySet<string>): void => {
    const before = available.get(name);
    const both = before ? new Set([...before].filter((one) => members.has(one))) : members;
    if (before && both.size === before.size && name !== machine.StartAt) return;
    available.set(name, both);
    follow(name, both);
  };
  const follow = (name: string, members: ReadonlySet<string>): void => {
    const state = machine.States[name] as State;
    const after = typeof state.ResultPath === "string" ? new Set([...members, member(state.ResultPath)]) : members;
    // Whoever resumes a deployment says from where, and what had ended it.
    const asked = (state.Choices ?? []).filter(({ IsPresent }) => IsPresent);
    for (const { Next, Variable } of asked) {
      const told = member(Variable) === "resume" ? ["resume", "error"] : [member(Variable)];
      visit(Next, new Set([...after, ...told]));
    }
    for (const next of successors(state)) if (!asked.some(({ Next }) => Next === next)) visit(next, after);
    for (const { Next, ResultPath } of state.Catch ?? [])
      visit(Next, new Set([...members, ...(ResultPath === null ? [] : [member(ResultPath)])]));
  };
  follow(machine.StartAt, given);
  return Object.entries(machine.States).flatMap(([name, state]) => {
    const members = available.get(name) ?? new Set();
    const missing = reads(state).filter((one) => !members.has(one));
    const inside = (state.Branches ?? []).flatMap((branch) => unreadable(branch, members as ReadonlySet<string>));
    return [...missing.map((one) => `${name} reads ${one}`), ...inside];
  });
}
