import { StateFailure } from "../../language/faults.ts";
import type { Json } from "../../language/json.ts";
import type { Scope } from "../scope.ts";
import type { Visit } from "../visit.ts";

/** How long a task may take, and how long it may stay silent. */
export interface Limits {
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

export interface Watch {
  /** What the task waits in; it ends with `States.Timeout` when a limit is reached. */
  readonly scope: Scope;
  /** The task gave a sign of life. */
  heartbeat(): void;
}

/** Runs a task's work under its limits. Work that is cut off goes on unheard, as on AWS. */
export async function underLimits(visit: Visit, limits: Limits, work: (watch: Watch) => Promise<Json>): Promise<Json> {
  const { clock } = visit.thread.engine.host.world;
  const scope = visit.thread.scope.child();
  const cutOff = (seconds: number | undefined, aliases: readonly string[]) =>
    seconds === undefined
      ? undefined
      : clock.schedule(seconds * 1000, () => scope.cancel(new StateFailure("States.Timeout", undefined, aliases)));
  const deadline = cutOff(limits.timeoutSeconds, []);
  let silence = cutOff(limits.heartbeatSeconds, ["States.HeartbeatTimeout"]);
  const heartbeat = (): void => {
    silence?.cancel();
    silence = cutOff(limits.heartbeatSeconds, ["States.HeartbeatTimeout"]);
  };
  try {
    return await work({ scope, heartbeat });
  } finally {
    deadline?.cancel();
    silence?.cancel();
    scope.close();
  }
}
