import type { MachineChange, Mutant } from "../mutant.ts";

type Machine = "deploy" | "remove";

const slug = (state: string): string => state.toLowerCase().replaceAll(" ", "-");
/** `Undo Load Balancer` → `step-load-balancer` */
const stepOf = (state: string): string => `step-${slug(state.replace("Undo ", ""))}`;

/** Each of the states without one of its guards. `at` says which kind of fault shows it, at the calls of its step. */
function broken(
  machine: Machine,
  states: readonly string[],
  {
    as,
    guards,
    change,
    at,
  }: {
    readonly as: string;
    readonly guards: (state: string) => string;
    readonly change: MachineChange;
    readonly at?: string;
  },
): Mutant[] {
  return states.map((state) => ({
    name: `${machine}-${slug(state)}-${as}`,
    kind: "guard",
    guards: guards(state),
    machine: [{ machine, state, change }],
    ...(at !== undefined && { aim: `${at} at ${stepOf(state)}` }),
  }));
}

const noRetry = (error: string): MachineChange => ({ kind: "no-retry", error });
const made = [
  "Task Definition",
  "Cluster",
  "Log Group",
  "Security Groups",
  "Load Balancer",
  "Target Group",
  "Listener",
];
const undone = ["Service", "Listener", "Load Balancer", "Target Group", "Security Groups", "Task Definition"];
const undo = undone.map((state) => `Undo ${state}`);

/** The first of the two is not counted among the undone story's own single faults, since the other story has it. */
const recordThrottled = (["first-deploy-undone", "first-deploy"] as const).map((scenario) => ({
  kind: "story" as const,
  scenario,
  faults: [
    {
      kind: "throttled" as const,
      at: { function: "step-record", call: "dynamodb:UpdateItem" },
      nth: 1,
      seconds: 20,
    },
  ],
}));

const skipped = (machine: Machine, state: string, next: string, what: string): Mutant => ({
  name: `${machine}-goes-from-${slug(state)}-to-${slug(next)}`,
  kind: "guard",
  guards: `${what} left.`,
  machine: [{ machine, state, change: { kind: "next", next } }],
});

/** The machines without one of their retries, catches or undo states. */
export const machineMutants: readonly Mutant[] = [
  ...broken("deploy", [...made, "Service", "Prepare"], {
    as: "not-retried",
    guards: (state) => `A passing error of ${state} ends the deployment.`,
    change: noRetry("Transient"),
    at: "throttled",
  }),
  ...broken("deploy", ["Security Groups", "Load Balancer", "Target Group", "Listener"], {
    as: "not-awaited",
    guards: (state) => `What ${state} has made and does not see yet ends the deployment.`,
    change: noRetry("NotReady"),
    at: "not-visible-yet",
  }),
  ...broken("deploy", ["Prepare"], {
    as: "not-awaited",
    guards: () => "A deployment fails where it should wait for the lease.",
    change: noRetry("NotReady"),
  }),
  ...broken("deploy", ["Await Deployment"], {
    as: "not-polled",
    guards: () => "A lost event ends the deployment.",
    change: noRetry("States.Timeout"),
  }),
  ...broken("deploy", ["Verify"], {
    as: "not-awaited",
    guards: () => "What is on its way ends the deployment.",
    change: noRetry("NotReady"),
  }).map((mutant) => ({ ...mutant, aim: "not-visible-yet at step-listener" })),
  ...broken("deploy", ["Record", "Record Failure"], {
    as: "not-retried",
    guards: () => "How a deployment ended is not written down.",
    change: noRetry("Transient"),
  }).map((mutant) => ({ ...mutant, hunt: recordThrottled })),
  ...broken("deploy", ["Prepare", "Service", "Await Deployment"], {
    as: "not-caught",
    guards: (state) => `Where ${state} fails, the machine dies.`,
    change: { kind: "no-catch" },
    at: "denied",
  }),
  ...broken("deploy", ["Provision"], {
    as: "not-caught",
    guards: () => "Where a resource cannot be made, the machine dies.",
    change: { kind: "no-catch" },
  }).map((mutant) => ({ ...mutant, aim: "denied at step-listener" })),
  ...broken("deploy", undo, {
    as: "not-retried",
    guards: () => "A passing error leaves what should be taken back.",
    change: noRetry("Transient"),
    at: "throttled",
  }),
  ...broken("deploy", ["Undo Service", "Undo Security Groups"], {
    as: "not-awaited",
    guards: () => "What is in use for a while is left.",
    change: noRetry("NotReady"),
  }),
  ...broken("deploy", undo, {
    as: "not-caught",
    guards: () => "An undo that fails keeps the machine from all that comes after it.",
    change: { kind: "no-catch" },
    at: "denied",
  }),
  skipped("deploy", "Undo Service", "Undo Load Balancer", "A listener is"),
  skipped("deploy", "Undo Listener", "Undo Target Group", "A load balancer is"),
  skipped("deploy", "Undo Load Balancer", "Undo Security Groups", "A target group is"),
  skipped("deploy", "Undo Target Group", "Undo Task Definition", "The security groups are"),
  skipped("deploy", "Undo Security Groups", "Record Failure", "A revision is"),
  {
    name: "deploy-provision-not-undone",
    kind: "guard",
    guards: "What was made before the service is left where making it failed.",
    machine: [{ machine: "deploy", state: "Provision", change: { kind: "caught", next: "Record Failure" } }],
    aim: "denied at step-listener",
  },
  ...broken("remove", undone, {
    as: "not-retried",
    guards: () => "A passing error ends the removal.",
    change: noRetry("Transient"),
    at: "throttled",
  }),
  ...broken("remove", ["Service", "Security Groups"], {
    as: "not-awaited",
    guards: () => "A removal gives up on what is in use for a while.",
    change: noRetry("NotReady"),
  }),
  ...broken("remove", ["Load Balancer"], {
    as: "not-caught",
    guards: () => "A removal that fails does not say so by itself.",
    change: { kind: "no-catch" },
    at: "denied",
  }),
  skipped("remove", "Listener", "Target Group", "A load balancer is"),
  skipped("remove", "Load Balancer", "Security Groups", "A target group is"),
  skipped("remove", "Target Group", "Task Definition", "The security groups are"),
  skipped("remove", "Security Groups", "Record", "A revision is"),
];
