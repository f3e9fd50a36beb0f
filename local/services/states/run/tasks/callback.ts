import { StateFailure } from "../../language/faults.ts";
import type { Json } from "../../language/json.ts";
import type { CallbackTask } from "../../state.ts";
import type { Visit } from "../visit.ts";
import type { Watch } from "./deadline.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Draws a task token. */
export function newToken(visit: Visit): string {
  return `AQCEAAAAKgAAAAM${visit.thread.engine.host.world.random.characters(113, alphabet)}`;
}

/**
 * Waits until someone answers with the token. The token is good from before the task's own call is made, so that
 * an answer from within that call is heard; the call's failure ends the wait.
 */
export async function awaitAnswer(visit: Visit, token: string, watch: Watch, call: () => Promise<void>): Promise<Json> {
  const { engine, execution } = visit.thread;
  let task: CallbackTask | undefined;
  try {
    return await watch.scope.wait<Json>((resolve, reject) => {
      const close = (): void => {
        if (task) task.open = false;
      };
      task = {
        execution,
        open: true,
        succeed: (output) => {
          close();
          resolve(output);
        },
        fail: (error, cause) => {
          close();
          reject(new StateFailure(error, cause));
        },
        heartbeat: watch.heartbeat,
      };
      engine.state.tasks.set(token, task);
      call().catch((error) => {
        close();
        reject(error);
      });
      return close;
    });
  } finally {
    if (task) task.open = false;
  }
}
