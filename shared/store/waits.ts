import type { Table } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** A state machine that waits for ECS: who must be told once ECS's deployment has ended. */
export interface Wait {
  /** ECS's own id: `ecs-svc/1234567890123456789`. */
  readonly ecsDeploymentId: string;
  /** Ours. */
  readonly deploymentId: string;
  readonly taskToken: string;
  readonly cluster: string;
  readonly service: string;
  /** After this nobody waits any more. */
  readonly expiresAt: number;
}

export interface Waits {
  find(ecsDeploymentId: string): Promise<Wait | undefined>;
  /** Keeps the wait in place of an earlier one, whose token is worth nothing any more. */
  put(wait: Wait): Promise<void>;
  /** Forgets a wait that was answered; one that has come in its place meanwhile, with a token of its own, stays. */
  remove(wait: Pick<Wait, "ecsDeploymentId" | "taskToken">): Promise<void>;
}

export function createWaits(table: Table): Waits {
  return {
    async find(ecsDeploymentId) {
      const item = await table.get(keys.wait(ecsDeploymentId));
      return item && fromItem<Wait>(item);
    },
    async put(wait) {
      await table.put({ ...toItem(keys.wait(wait.ecsDeploymentId), wait), ttl: ttl(wait.expiresAt) });
    },
    async remove({ ecsDeploymentId, taskToken }) {
      await table.delete(keys.wait(ecsDeploymentId), [{ kind: "equals", attribute: "taskToken", value: taskToken }]);
    },
  };
}
