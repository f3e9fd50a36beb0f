import type { Deployment } from "../../shared/store/deployment.ts";
import type { Store } from "../../shared/store/store.ts";
import { digestOf } from "./asking.ts";
import type { Command, Shape } from "./scenarios.ts";

/** What people have asked for, kept apart from what Fairway wrote down about it. */
export interface Ledger {
  wish(command: Command, shape: Shape): void;
  accepted(deploymentId: string, command: Command): void;
  /** Whether it was to take the place of whatever is under way. */
  supersedes(deploymentId: string): boolean;
  /** All counts that anyone has asked for. */
  readonly counts: ReadonlySet<number>;
  /** The digest of the image that a deployment is to run, whatever its own record says; nothing where nobody knows. */
  digestOf(deployment: Deployment): Promise<string | undefined>;
  /**
   * The latest of the deployments of each service. One that had nothing to do says how its service was just before
   * whatever was under way then.
   */
  latest(ids: readonly string[]): Promise<ReadonlyMap<string, Deployment>>;
}

export function createLedger(store: Store): Ledger {
  const counts = new Set([1]);
  const asked = new Map<string, Command>();

  const digest: Ledger["digestOf"] = async ({ id, service, origin }) => {
    const command = asked.get(id);
    if (command?.do === "deploy") return command.flaw === undefined ? digestOf(service, command.version) : undefined;
    if (!origin) return undefined;
    // A release is what its own deployment was asked for.
    const release = await store.releases.find(service, origin.release);
    const first = release && (await store.deployments.find(release.deploymentId));
    return first && first.id !== id ? digest(first) : undefined;
  };

  return {
    counts,
    wish(command, shape) {
      const { count } = command.do === "deploy" ? (command.shape ?? shape) : { count: undefined };
      if (count !== undefined) counts.add(count);
      if (command.do === "scale" && command.count !== "auto") counts.add(command.count);
    },
    accepted(id, command) {
      // To cancel a deployment is answered with it.
      if (!asked.has(id)) asked.set(id, command);
    },
    supersedes(id) {
      const command = asked.get(id);
      return command?.do === "deploy" && command.supersede === true;
    },
    digestOf: digest,
    async latest(ids) {
      const latest = new Map<string, Deployment>();
      for (const id of ids) {
        const deployment = await store.deployments.find(id);
        if (!deployment) continue;
        const { endedAt = Number.POSITIVE_INFINITY } = latest.get(deployment.service) ?? { endedAt: 0 };
        if (deployment.startedAt !== undefined || endedAt <= deployment.createdAt || deployment.status !== "SUCCEEDED")
          latest.set(deployment.service, deployment);
      }
      return latest;
    },
  };
}
