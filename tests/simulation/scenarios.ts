import type { Fault } from "./faults/kinds.ts";

/** What a person asks for. Versions are images of their own. */
export type Command =
  | { readonly do: "deploy"; readonly service: string; readonly version: string }
  | { readonly do: "remove"; readonly service: string }
  | { readonly do: "scale"; readonly service: string; readonly count: number };

export interface Scenario {
  /** Done before anything goes wrong. */
  readonly before: readonly Command[];
  /** Done while it does, each after `pauseSeconds`, or once the one before is over where there is no pause. */
  readonly commands: readonly Command[];
  readonly pauseSeconds?: readonly number[];
  /** What goes wrong in every run of the scenario, so that its undo is seen. */
  readonly faults?: readonly Fault[];
}

const deploy = (version: string): Command => ({ do: "deploy", service: "shop", version });
const broken: readonly Fault[] = [{ kind: "never-healthy", nth: 1, count: 100 }];

/** The stories whose every call is struck by every fault. */
export const scenarios = {
  "first-deploy": { before: [], commands: [deploy("1")] },
  "first-deploy-undone": { before: [], commands: [deploy("1")], faults: broken },
  redeploy: { before: [deploy("1")], commands: [deploy("2")] },
  "redeploy-undone": { before: [deploy("1")], commands: [deploy("2")], faults: broken },
  remove: { before: [deploy("1")], commands: [{ do: "remove", service: "shop" }] },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
