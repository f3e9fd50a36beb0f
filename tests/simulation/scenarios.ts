import type { ApprovalRule } from "../../shared/config/approval-rules.ts";
import type { ScalingManifest } from "../../shared/scaling/policy-schema.ts";
import type { EditName } from "./faults/edits.ts";
import type { Fault } from "./faults/kinds.ts";

/** What a manifest asks for that cannot be had. */
export const flaws = ["image-not-in-registry", "image-unknown", "secret-missing"] as const;

export type Flaw = (typeof flaws)[number];

/** What a service is like besides its image; everything else is as Fairway's defaults say. */
export interface Shape {
  readonly type?: "worker";
  readonly count?: number;
  /** `spot`: on Spot alone; `mixed`: one task on demand, the others on Spot. */
  readonly capacity?: "spot" | "mixed";
  readonly onFailure?: "hold";
  /** What Fairway does by itself about a service that is not as it was deployed. */
  readonly onDrift?: "repair" | "report";
  readonly minimumHealthyPercent?: number;
  /** Behind a certificate; http only unless told. */
  readonly https?: true;
  /** Reads a secret that is there. */
  readonly secret?: true;
  readonly port?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** Its count follows its load, and nothing runs while nobody comes. */
  readonly scaling?: ScalingManifest;
}

/** What a person asks for. Versions are images of their own. */
export type Command =
  | {
      readonly do: "deploy";
      readonly service: string;
      readonly version: string;
      readonly flaw?: Flaw;
      /** Instead of what the scenario says the service is like. */
      readonly shape?: Shape;
      /** Takes the place of what is under way. */
      readonly supersede?: true;
      /** Goes without the approval that the service needs. */
      readonly breakGlass?: true;
    }
  /** By someone else, once it is clear what the service's deployment would do. */
  | { readonly do: "approve" | "reject"; readonly service: string }
  | { readonly do: "remove" | "restart" | "repair"; readonly service: string }
  /** To the release of that number, or to the one before. */
  | { readonly do: "rollback"; readonly service: string; readonly release?: number }
  | { readonly do: "scale"; readonly service: string; readonly count: number | "auto" }
  /** The service's deployment that is under way, if there is one. */
  | { readonly do: "cancel"; readonly service: string }
  /** A service, or all: `*`. */
  | { readonly do: "lock" | "unlock"; readonly service: string }
  /** Not asked of Fairway at all: a person changes the account behind its back. */
  | { readonly do: "edit"; readonly service: string; readonly edit: EditName };

export interface Scenario {
  /** Done before anything goes wrong. */
  readonly before: readonly Command[];
  /** Done while it does, each after `pauseSeconds` (0: beside the next), or once the one before is over where there is no pause. */
  readonly commands: readonly Command[];
  readonly pauseSeconds?: readonly number[];
  /** What services are like, by name. */
  readonly shapes?: Readonly<Record<string, Shape>>;
  /** Which services need an approval; what is told apart from the scenario's commands goes without one. */
  readonly approvals?: readonly ApprovalRule[];
  /** What goes wrong in every run of the scenario, so that its undo is seen. */
  readonly faults?: readonly Fault[];
  /** How its commands end where nothing else goes wrong but what passes, with the error's name where they fail. */
  readonly ends?: readonly string[];
  /** How soon after its acceptance each of them ends then. */
  readonly withinSeconds?: number;
  /** Services whose names someone else has taken: they cannot be deployed, and are not at the end. */
  readonly strangers?: readonly string[];
}

const deploy = (version: string): Extract<Command, { do: "deploy" }> => ({ do: "deploy", service: "shop", version });
const edit = (name: EditName): Command => ({ do: "edit", service: "shop", edit: name });
const broken: readonly Fault[] = [{ kind: "never-healthy", nth: 1, count: 100 }];

/** The stories whose every call is struck by every fault. */
const struck = {
  "first-deploy": { before: [], commands: [deploy("1")], ends: ["SUCCEEDED"] },
  "first-deploy-undone": {
    before: [],
    commands: [deploy("1")],
    faults: broken,
    ends: ["FAILED_CLEAN DeploymentFailed"],
  },
  redeploy: { before: [deploy("1")], commands: [deploy("2")], ends: ["SUCCEEDED"] },
  "redeploy-undone": {
    before: [deploy("1")],
    commands: [deploy("2")],
    faults: broken,
    ends: ["ROLLED_BACK DeploymentFailed"],
  },
  rollback: {
    before: [deploy("1"), deploy("2")],
    commands: [{ do: "rollback", service: "shop" }],
    ends: ["SUCCEEDED"],
  },
  reshape: {
    before: [deploy("1")],
    commands: [{ do: "deploy", service: "shop", version: "1", shape: { port: 9090, tags: { team: "shop" } } }],
  },
  sleeper: {
    before: [deploy("1")],
    commands: [
      {
        ...deploy("2"),
        shape: { scaling: { min: 0, max: 2, targets: { cpu: 70 }, scaleToZero: { afterIdleSeconds: 86_400 } } },
      },
    ],
    ends: ["SUCCEEDED"],
  },
  scale: { before: [deploy("1")], commands: [{ do: "scale", service: "shop", count: 2 }], pauseSeconds: [120] },
  cancel: {
    before: [deploy("1")],
    commands: [deploy("2"), { do: "cancel", service: "shop" }],
    pauseSeconds: [10, 120],
  },
  repair: {
    before: [deploy("1")],
    commands: [
      edit("group-opened"),
      edit("rules-revoked"),
      edit("wrong-groups"),
      edit("rule-added"),
      edit("listener-elsewhere"),
      edit("health-check-weakened"),
      edit("draining-slowed"),
      edit("logs-shortened"),
      edit("zones-changed"),
      edit("headers-let-through"),
      edit("capacity-providers-removed"),
      edit("breaker-off"),
      { do: "repair", service: "shop" },
    ],
  },
  remove: { before: [deploy("1")], commands: [{ do: "remove", service: "shop" }], ends: ["SUCCEEDED"] },
  approval: {
    before: [deploy("1")],
    commands: [deploy("2"), { do: "approve", service: "shop" }],
    pauseSeconds: [30, 60],
    approvals: [{ services: ["shop"], approver: "deployer", breakGlass: "admin", expiresHours: 0.5 }],
    ends: ["SUCCEEDED"],
  },
  "capacity-taken-back": {
    before: [deploy("1")],
    commands: [{ do: "scale", service: "shop", count: 2 }],
    pauseSeconds: [240],
    shapes: { shop: { capacity: "spot" } },
    faults: [{ kind: "spot-interrupted", service: "shop", after: 30, seconds: 60 }],
  },
} as const satisfies Readonly<Record<string, Scenario>>;

/** What is told as it is: each is there for something that the others do not come to. */
const detours = {
  mended: {
    before: [deploy("1")],
    commands: [deploy("2"), deploy("3")],
    faults: [{ kind: "never-healthy", nth: 1, count: 3 }],
    ends: ["ROLLED_BACK DeploymentFailed", "SUCCEEDED"],
  },
  superseded: {
    before: [deploy("1")],
    commands: [deploy("2"), { ...deploy("3"), supersede: true }],
    pauseSeconds: [1, 120],
    faults: [{ kind: "never-healthy", nth: 1, count: 1 }],
    ends: ["SUPERSEDED Superseded", "SUCCEEDED"],
  },
  held: {
    before: [{ ...deploy("1"), shape: { onFailure: "hold" } }],
    commands: [{ ...deploy("2"), shape: { onFailure: "hold" } }],
    faults: broken,
    ends: ["HELD DeploymentFailed"],
  },
  hopeless: {
    before: [deploy("1")],
    commands: [{ ...deploy("2"), flaw: "image-unknown" }],
    ends: ["ROLLED_BACK DeploymentFailed"],
    withinSeconds: 60,
  },
  "two-at-once": {
    before: [],
    commands: [deploy("1"), { ...deploy("1"), service: "blog" }],
    pauseSeconds: [0, 60],
    ends: ["SUCCEEDED", "SUCCEEDED"],
  },
  "no-place-on-spot": {
    before: [deploy("1")],
    commands: [deploy("2")],
    shapes: { shop: { capacity: "spot" } },
    faults: [{ kind: "no-capacity", service: "shop", provider: "FARGATE_SPOT", after: 0, seconds: 1200 }],
    ends: ["SUCCEEDED"],
  },
  restart: { before: [deploy("1")], commands: [{ do: "restart", service: "shop" }], ends: ["SUCCEEDED"] },
  returned: {
    before: [deploy("1")],
    commands: [deploy("2"), { do: "remove", service: "shop" }, deploy("3")],
    ends: ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"],
  },
  taken: {
    before: [],
    commands: [{ do: "deploy", service: "taken", version: "1" }],
    strangers: ["taken"],
    ends: ["FAILED_CLEAN Refused"],
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export const scenarios = { ...struck, ...detours };

export const struckScenarios = Object.keys(struck) as readonly (keyof typeof struck)[];

/** Of those, the ones that every test run strikes; `npm run simulate -- --singles` strikes the others, as CI does. */
export const testedScenarios = [
  "first-deploy",
  "redeploy",
  "redeploy-undone",
  "first-deploy-undone",
  "rollback",
  "remove",
] as const satisfies readonly (keyof typeof struck)[];

export type ScenarioName = keyof typeof scenarios;

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
