import type { Tags } from "../plan/plan.ts";
import type { MetricQuery } from "./metrics.ts";

/** CloudWatch's alarms, as the scaler sets them. An alarm of ours has no action: its event is what wakes. */
export interface Alarms {
  /** Sets an alarm, all of it anew; its state stays. */
  put(alarm: AlarmRequest): Promise<void>;
  /** Lets an alarm ring again although what it watches is where it was when it last rang. */
  rearm(name: string): Promise<void>;
  /** Deletes them; what is not there is well so. */
  remove(names: readonly string[]): Promise<void>;
}

export interface AlarmRequest {
  readonly name: string;
  readonly description: string;
  readonly query: MetricQuery;
  readonly side: "above" | "below";
  readonly threshold: number;
  /** So many points in a row must lie beyond the threshold. */
  readonly points: number;
  readonly tags: Tags;
}
