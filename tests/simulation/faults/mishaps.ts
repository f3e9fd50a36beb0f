import type { LocalCloud } from "../../../local/create-cloud.ts";
import type { Clock, Timer } from "../../../local/world/clock.ts";
import { editBehindOurBack } from "./edits.ts";
import type { Mishap } from "./kinds.ts";

export interface Mishaps {
  /** Forgets what has not happened yet, and ends what lasts. */
  stop(): void;
}

interface Surroundings {
  readonly local: LocalCloud;
  readonly clock: Clock;
  /** The id of a service's latest deployment. */
  latestOf(service: string): Promise<string | undefined>;
  /** Told right before. */
  warn(mishap: Mishap): void;
  /** Told of what really happened. */
  tell(mishap: Mishap): void;
}

/** Lets what is planned befall the account, each at its time. */
export function scheduleMishaps(
  plan: readonly Mishap[],
  { local, clock, latestOf, warn, tell }: Surroundings,
): Mishaps {
  const timers: Timer[] = [];
  const strike = async (mishap: Mishap, until: number): Promise<void> => {
    warn(mishap);
    if (await befall(local, mishap, latestOf)) tell(mishap);
    else if (isPatient(mishap) && clock.now() < until)
      timers.push(clock.schedule(1_000, () => void strike(mishap, until)));
  };
  for (const mishap of plan) {
    const at = mishap.after * 1000;
    const lasts = mishap.seconds * 1000;
    timers.push(clock.schedule(at, () => void strike(mishap, clock.now() + lasts)));
    if (mishap.kind === "no-capacity") timers.push(clock.schedule(at + lasts, () => local.mishaps.exhaust([])));
  }
  return {
    stop() {
      for (const timer of timers) timer.cancel();
      local.mishaps.exhaust([]);
    },
  };
}

/** An execution is ended once there is one. */
function isPatient({ kind }: Mishap): boolean {
  return kind.startsWith("execution-");
}

async function befall(
  local: LocalCloud,
  { kind, service, provider, edit }: Mishap,
  latestOf: Surroundings["latestOf"],
): Promise<boolean> {
  const { cloud, mishaps } = local;
  switch (kind) {
    case "spot-interrupted":
      return mishaps.interruptSpot() > 0;
    case "no-capacity":
      mishaps.exhaust(provider ? [provider] : ["FARGATE", "FARGATE_SPOT"]);
      return true;
    case "execution-stopped":
    case "execution-timed-out":
    case "execution-died": {
      const id = await latestOf(service);
      const [executionArn] = id === undefined ? [] : await runningExecutions(local, id);
      if (executionArn === undefined) return false;
      if (kind === "execution-stopped") await cloud.call("states", "StopExecution", { executionArn });
      else mishaps.interruptExecution(executionArn, kind === "execution-died" ? "FAILED" : "TIMED_OUT");
      return true;
    }
    case "image-vanished":
      return cloud.call("ecr", "DeleteRepository", { repositoryName: service, force: true }).then(
        () => true,
        () => false,
      );
    case "edited":
      return edit !== undefined && editBehindOurBack(cloud, service, edit);
  }
}

/** The executions of a deployment that run: its first, or one that goes on for it. */
export async function runningExecutions(
  { cloud }: Pick<LocalCloud, "cloud">,
  deploymentId: string,
): Promise<readonly string[]> {
  const { stateMachines = [] } = await cloud.call("states", "ListStateMachines", {});
  const found: string[] = [];
  for (const { stateMachineArn } of stateMachines) {
    const { executions = [] } = await cloud.call("states", "ListExecutions", {
      stateMachineArn,
      statusFilter: "RUNNING",
    });
    found.push(...executions.map(({ executionArn }) => executionArn ?? ""));
  }
  return found.filter((arn) => {
    const name = arn.split(":").at(-1) ?? "";
    return name === deploymentId || name.startsWith(`${deploymentId}_`);
  });
}
