import type { MachineChange, Mutant } from "../mutant.ts";

const steps = [
  ["Task Definition", "step-task-definition"],
  ["Cluster", "step-cluster"],
  ["Log Group", "step-log-group"],
  ["Security Groups", "step-security-groups"],
  ["Load Balancer", "step-load-balancer"],
  ["Target Group", "step-target-group"],
  ["Listener", "step-listener"],
  ["Service", "step-service"],
] as const;

const slug = (state: string): string => state.toLowerCase().replaceAll(" ", "-");

const guard = (
  name: string,
  guards: string,
  machine: "deploy" | "remove",
  state: string,
  change: MachineChange,
  aim?: string,
): Mutant => ({
  name,
  kind: "guard",
  guards,
  machine: [{ machine, state, change }],
  ...(aim !== undefined && { aim }),
});

/** The machines without one of their retries, catches or undo states. */
export const machineMutants: readonly Mutant[] = [
  ...steps.map(([state, aim]) =>
    guard(
      `deploy-${slug(state)}-not-retried`,
      `A passing error of ${state} ends the deployment.`,
      "deploy",
      state,
      { kind: "no-retry", error: "Transient" },
      aim,
    ),
  ),
  ...(["Task Definition", "Security Groups", "Load Balancer", "Listener", "Service"] as const).map((state) =>
    guard(
      `deploy-${slug(state)}-not-awaited`,
      `What ${state} needs and does not see yet ends the deployment.`,
      "deploy",
      state,
      { kind: "no-retry", error: "NotReady" },
      `step-${slug(state)}`,
    ),
  ),
  guard(
    "prepare-not-retried",
    "A passing error of Prepare ends the deployment.",
    "deploy",
    "Prepare",
    { kind: "no-retry", error: "Transient" },
    "step-prepare",
  ),
  guard(
    "lease-not-awaited",
    "A deployment fails where it should wait for the lease.",
    "deploy",
    "Prepare",
    { kind: "no-retry", error: "NotReady" },
    "step-record",
  ),
  guard(
    "await-has-no-poll",
    "A lost event ends the deployment.",
    "deploy",
    "Await Deployment",
    { kind: "no-retry", error: "States.Timeout" },
    "event-lost",
  ),
  guard(
    "verify-not-awaited",
    "What is on its way ends the deployment.",
    "deploy",
    "Verify",
    { kind: "no-retry", error: "NotReady" },
    "step-verify",
  ),
  guard(
    "record-not-retried",
    "A success is proved and not written down.",
    "deploy",
    "Record",
    { kind: "no-retry", error: "Transient" },
    "step-record dynamodb",
  ),
  guard(
    "record-failure-not-retried",
    "A failure is not written down.",
    "deploy",
    "Record Failure",
    { kind: "no-retry", error: "Transient" },
    "step-record",
  ),
  guard(
    "provision-not-caught",
    "A deployment that fails while resources are made is not undone by its machine.",
    "deploy",
    "Provision",
    { kind: "no-catch" },
    "over-limit",
  ),
  guard(
    "service-not-caught",
    "A service that cannot be made is not undone by its machine.",
    "deploy",
    "Service",
    { kind: "no-catch" },
    "ecs:CreateService",
  ),
  guard("await-not-caught", "A failed rollout is not undone by its machine.", "deploy", "Await Deployment", {
    kind: "no-catch",
  }),
  guard(
    "prepare-not-caught",
    "A deployment that cannot be prepared never says so.",
    "deploy",
    "Prepare",
    { kind: "no-catch" },
    "step-prepare",
  ),
  ...(["Service", "Listener", "Load Balancer", "Target Group", "Security Groups", "Task Definition"] as const).map(
    (state) =>
      guard(
        `undo-${slug(state)}-not-retried`,
        `A passing error leaves what ${state} made.`,
        "deploy",
        `Undo ${state}`,
        { kind: "no-retry", error: "Transient" },
        `step-${slug(state)}`,
      ),
  ),
  ...(["Service", "Target Group", "Security Groups"] as const).map((state) =>
    guard(
      `undo-${slug(state)}-not-awaited`,
      `What ${state} made is left where it is in use for a while.`,
      "deploy",
      `Undo ${state}`,
      { kind: "no-retry", error: "NotReady" },
      `step-${slug(state)}`,
    ),
  ),
  ...(
    [
      ["Service", "Undo Listener"],
      ["Listener", "Undo Load Balancer"],
      ["Load Balancer", "Undo Target Group"],
      ["Target Group", "Undo Security Groups"],
      ["Security Groups", "Undo Task Definition"],
      ["Task Definition", "Record Failure"],
    ] as const
  ).map(([state]) =>
    guard(
      `undo-${slug(state)}-not-caught`,
      `An undo that fails leaves all that comes after it untouched, and nothing is written down.`,
      "deploy",
      `Undo ${state}`,
      { kind: "no-catch" },
      `step-${slug(state)}`,
    ),
  ),
  guard("undo-skips-the-listener", "A listener is left.", "deploy", "Undo Service", {
    kind: "next",
    next: "Undo Load Balancer",
  }),
  guard("undo-skips-the-load-balancer", "A load balancer is left.", "deploy", "Undo Listener", {
    kind: "next",
    next: "Undo Target Group",
  }),
  guard("undo-skips-the-target-group", "A target group is left.", "deploy", "Undo Load Balancer", {
    kind: "next",
    next: "Undo Security Groups",
  }),
  guard("undo-skips-the-groups", "The security groups are left.", "deploy", "Undo Target Group", {
    kind: "next",
    next: "Undo Task Definition",
  }),
  guard("undo-skips-the-revision", "A revision is left.", "deploy", "Undo Security Groups", {
    kind: "next",
    next: "Record Failure",
  }),
  guard(
    "provision-undone-too-late",
    "What was made before the service is left where making it failed.",
    "deploy",
    "Provision",
    { kind: "caught", next: "Record Failure" },
    "over-limit",
  ),
  ...(["Service", "Listener", "Load Balancer", "Target Group", "Security Groups", "Task Definition"] as const).map(
    (state) =>
      guard(
        `remove-${slug(state)}-not-retried`,
        `A passing error leaves what ${state} should remove.`,
        "remove",
        state,
        { kind: "no-retry", error: "Transient" },
        `step-${slug(state)}`,
      ),
  ),
  ...(["Service", "Target Group", "Security Groups"] as const).map((state) =>
    guard(
      `remove-${slug(state)}-not-awaited`,
      `A removal gives up while ${state} is in use.`,
      "remove",
      state,
      { kind: "no-retry", error: "NotReady" },
      `step-${slug(state)}`,
    ),
  ),
  guard(
    "remove-not-caught",
    "A removal that fails never says so.",
    "remove",
    "Load Balancer",
    { kind: "no-catch" },
    "elbv2:DeleteLoadBalancer",
  ),
  guard("remove-skips-the-groups", "Security groups are left.", "remove", "Target Group", {
    kind: "next",
    next: "Task Definition",
  }),
  guard("remove-skips-the-target-group", "A target group is left.", "remove", "Load Balancer", {
    kind: "next",
    next: "Security Groups",
  }),
];
