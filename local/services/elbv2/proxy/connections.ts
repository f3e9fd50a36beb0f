import { Agent } from "node:http";
import type { Target } from "../../../cloud.ts";
import { targetKey } from "../health/checks.ts";

/**
 * Less than what servers commonly wait (Node 5 s, and where a server tells its own time the agent heeds that), so
 * that it is we who end an idle connection and not the target just as a request is on its way.
 */
const idleMilliseconds = 4_000;

/** Connections to targets that are kept for the next request. */
export interface Connections {
  agent(target: Target): Agent;
  /** Ends the idle connections of a target; those in use end with their request. */
  retire(target: Target): void;
  close(): void;
}

export function createConnections(): Connections {
  const agents = new Map<string, Agent>();
  return {
    agent(target) {
      const key = targetKey(target);
      const known = agents.get(key);
      if (known) return known;
      const made = new Agent({ keepAlive: true, timeout: idleMilliseconds, maxFreeSockets: 256 });
      agents.set(key, made);
      return made;
    },
    retire(target) {
      const key = targetKey(target);
      const agent = agents.get(key);
      agents.delete(key);
      if (!agent) return;
      agent.maxFreeSockets = 0;
      for (const idle of Object.values(agent.freeSockets)) for (const socket of idle ?? []) socket.destroy();
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}
