import type { Caller } from "../../../../shared/access/caller.ts";
import type { ApproveTools } from "../../../../shared/commands/approve.ts";
import type { CountTools, ManifestTools } from "../../../../shared/commands/tools.ts";
import type { ApprovalRule } from "../../../../shared/config/approval-rules.ts";
import type { ServiceSpec } from "../../../../shared/model/service-spec.ts";
import type { Drift, ServingRelease } from "../../../../shared/plan/drift.ts";
import type { AnnouncementQueue } from "../../../../shared/ports/announcement-queue.ts";
import type { ExecutionState } from "../../../../shared/ports/executions.ts";
import type { Planner, PlannerAnswer } from "../../../../shared/ports/planner.ts";
import type { Replayer } from "../../../../shared/ports/replayer.ts";
import type { Table } from "../../../../shared/ports/table.ts";
import type { Ticks } from "../../../../shared/ports/ticks.ts";
import { type AuditLine, monthOf } from "../../../../shared/store/audit.ts";
import type { Deployment, EndStatus } from "../../../../shared/store/deployment.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

type Line = Readonly<Record<string, string | number | boolean | undefined>>;

/** What commands are made with, over a table in memory, and what came of them. */
export interface Workbench extends ManifestTools, CountTools, ApproveTools {
  /** Milliseconds since the epoch: set it to let time go on. */
  time: number;
  readonly lines: Line[];
  /** What was written into the table, as JSON. */
  readonly written: string[];
  /** `deploy d-…`, in the order in which machines were started. */
  readonly started: string[];
  /** Which services need an approval: set it. */
  approvals: readonly ApprovalRule[];
  /** The task tokens that were answered, in order. */
  readonly answered: string[];
  /** `deploy d-…`, in the order in which executions were stopped. */
  readonly stopped: string[];
  /** What every execution is, or how it ended. */
  execution: ExecutionState | undefined;
  readonly sent: { detailType: string; detail: Readonly<Record<string, string>> }[];
  /** What the state machine, the bus and the table throw, where they are to fail. */
  fail: { start?: Error; stop?: Error; send?: Error; put?: (pk: string) => Error | undefined };
  /** The services at whose count the writer was asked to look, by its queue. */
  readonly asked: string[];
  readonly ticks: Pick<Ticks, "send">;
  /** What was left to be announced: ids. */
  readonly announced: string[];
  readonly announcements: Pick<AnnouncementQueue, "add">;
  /** What was handed to which function again; each is there but `gone`. */
  readonly replayed: string[];
  readonly replayer: Replayer;
  readonly planned: ServiceSpec[];
  readonly compared: ServingRelease[];
  readonly planner: Planner & { answer: PlannerAnswer; drift: Drift };
  audit(): Promise<readonly AuditLine[]>;
  /** Ends a deployment as the last step of its machine does. */
  end(id: string, status?: EndStatus): Promise<void>;
}

export const startOfTime = Date.UTC(2026, 10, 23);

export function workbench(): Workbench {
  const fail: Workbench["fail"] = {};
  const store = createStore(failing(memoryTable(), fail, (written) => void bench.written.push(written)));
  let drawn = 0;
  const bench: Workbench = {
    time: startOfTime,
    lines: [],
    written: [],
    started: [],
    approvals: [],
    answered: [],
    taskTokens: {
      async succeed(taskToken) {
        bench.answered.push(taskToken);
        return "answered";
      },
    },
    stopped: [],
    execution: { status: "RUNNING" },
    sent: [],
    asked: [],
    ticks: { send: async ({ service }) => void bench.asked.push(service) },
    announced: [],
    announcements: { add: async ({ id }) => void bench.announced.push(id) },
    replayed: [],
    replayer: {
      async replay(functionName, event) {
        if (functionName === "gone") return "absent";
        bench.replayed.push(`${functionName} ${event}`);
        return "replayed";
      },
    },
    planned: [],
    compared: [],
    fail,
    store,
    clock: { now: () => bench.time },
    logger: { log: (line) => void bench.lines.push(line) },
    random: (length, alphabet = "0123456789abcdefghijklmnopqrstuvwxyz") => {
      const text = (drawn++).toString(36).padStart(length, alphabet[0]);
      return text.slice(-length);
    },
    executions: {
      async start(machine, deploymentId, { approval } = {}) {
        if (fail.start) throw fail.start;
        bench.started.push(`${machine} ${deploymentId}${approval ? " once approved" : ""}`);
        return `arn:aws:states:us-east-1:123456789012:execution:fairway-${machine}:${deploymentId}`;
      },
      find: async () => bench.execution,
      async stop({ machine, deploymentId }) {
        if (fail.stop) throw fail.stop;
        bench.stopped.push(`${machine} ${deploymentId}`);
        bench.execution = { status: "ABORTED" };
      },
    },
    bus: {
      async send(event) {
        if (fail.send) throw fail.send;
        bench.sent.push(event);
      },
    },
    planner: {
      answer: { problems: [{ field: "image", message: "is not there" }] },
      async plan(spec) {
        bench.planned.push(spec);
        return bench.planner.answer;
      },
      drift: { status: "SYNCED", changes: [], problems: [] },
      async compare(serving) {
        bench.compared.push(serving);
        return bench.planner.drift;
      },
    },
    audit: async () => (await store.audit.list(monthOf(bench.time))).lines,
    async end(id, status = "SUCCEEDED") {
      const [deployment, spec] = await Promise.all([store.deployments.find(id), store.deployments.spec(id)]);
      const { service, action, specDigest } = deployment as Deployment;
      await store.deployments.finish(id, { status, endedAt: bench.time });
      await store.services.takeLease(service, id);
      if (action === "remove" && status === "SUCCEEDED") return void (await store.services.remove(service, id));
      const after =
        status === "SUCCEEDED"
          ? {
              status: "ACTIVE" as const,
              spec,
              specDigest,
              url: `http://${service}.test`,
              count: { manifest: spec?.count ?? 1 },
            }
          : { status: "FAILED" as const };
      if (status === "SUCCEEDED" && spec && specDigest) {
        const taskDefinitionArn = `${service}:${specDigest.slice(0, 8)}`;
        const line = { service, deploymentId: id, spec, specDigest, image: spec.image, taskDefinitionArn };
        const release = await store.releases.append({ ...line, actor: "ann", result: status, createdAt: bench.time });
        await store.services.update(service, { release }, { heldBy: id });
      }
      await store.services.update(service, after, { heldBy: id });
      await store.services.freeLease(service, id);
    },
  };
  return bench;
}

function failing(table: Table, fail: Workbench["fail"], wrote: (text: string) => void): Table {
  const check = (pk: string): void => {
    const error = fail.put?.(pk);
    if (error) throw error;
  };
  return {
    ...table,
    put: async (item, conditions) => {
      check(item.pk);
      wrote(JSON.stringify(item));
      return table.put(item, conditions);
    },
    update: async (key, changes, conditions) => {
      check(key.pk);
      wrote(JSON.stringify([key, changes]));
      return table.update(key, changes, conditions);
    },
  };
}

/** A throttled call, as the SDK throws it. */
export const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });

export function callerOf(role: Caller["role"], more: Partial<Caller> = {}): Caller {
  return { name: `${role}-token`, id: role, role, scope: "*", door: "http", source: "192.0.2.1", ...more };
}
