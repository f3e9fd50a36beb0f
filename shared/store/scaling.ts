import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Table } from "../ports/table.ts";
import type { Door } from "../scaling/door.ts";
import { emptyState, type ScalingState } from "../scaling/state.ts";
import { fromItem, toItem } from "./items.ts";
import { keys } from "./keys.ts";

/** What the scaler remembers of a service. Times are milliseconds since the epoch. */
export interface ScalingRecord {
  readonly service: string;
  /** Grows with every write: of two invocations that saw the same, one writes. */
  readonly version: number;
  readonly state: ScalingState;
  /** True while it looks again every few seconds; else only its alarms and events wake it. */
  readonly awake: boolean;
  readonly lookedAt: number;
  /** The count that was decided last. */
  readonly desired: number;
  /** Of how many tasks it had seen that they run. */
  readonly ready: number;
  /** Counts ticks: the one with this number is the next one. */
  readonly generation: number;
  /** When that tick is due; absent where none is on its way. */
  readonly tickAt?: number;
  /** The alarms that stand, by name, each with what it was made of. */
  readonly alarms: Readonly<Record<string, string>>;
  /** Of a service with a door: how it was last turned and when, and whether who comes to it while it is closed wakes. */
  readonly door?: { readonly is: Door; readonly at: number; readonly mayWake: boolean };
  /** Task-hours of the calendar month (`2026-11`, UTC). */
  readonly spent: { readonly month: string; readonly taskHours: number };
}

export interface Scaling {
  find(service: string): Promise<ScalingRecord | undefined>;
  /** Writes what follows the record of this version, or of none; answers false where someone was quicker. */
  save(record: ScalingRecord, before: ScalingRecord | undefined): Promise<boolean>;
  remove(service: string): Promise<void>;
}

export function newScalingRecord(service: string): ScalingRecord {
  return {
    service,
    version: 0,
    state: emptyState,
    awake: false,
    lookedAt: 0,
    desired: 0,
    ready: 0,
    generation: 0,
    alarms: {},
    spent: { month: "", taskHours: 0 },
  };
}

export function createScaling(table: Table): Scaling {
  return {
    async find(service) {
      const item = await table.get(keys.scaling(service));
      if (!item) return undefined;
      const { state, ...record } = fromItem<Omit<ScalingRecord, "state"> & { state: string }>(item);
      return { ...record, state: unpack(state) };
    },
    save({ state, ...record }, before) {
      const item = toItem(keys.scaling(record.service), { ...record, state: pack(state) });
      return table.put(item, [
        before ? { kind: "equals", attribute: "version", value: before.version } : { kind: "absent", attribute: "pk" },
      ]);
    },
    async remove(service) {
      await table.delete(keys.scaling(service));
    },
  };
}

/** Mostly zeros and like numbers, up to 20 KB of them: packed it is written each tick at a quarter of the price. */
function pack(state: ScalingState): string {
  return deflateRawSync(JSON.stringify(state)).toString("base64");
}

function unpack(text: string): ScalingState {
  return JSON.parse(inflateRawSync(Buffer.from(text, "base64")).toString("utf8")) as ScalingState;
}
