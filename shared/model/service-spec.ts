import type { CapacityProviderStrategyItem } from "../plan/plan.ts";
import type { ScalingPolicy } from "../scaling/policy.ts";
import type { PushRule } from "./push-rule.ts";

/**
 * What a manifest means: every default filled in, every value checked.
 * The rest of the product reads this and never the manifest. `manifest.ts` makes it.
 */
export type ServiceSpec = WebSpec | WorkerSpec;

interface BaseSpec {
  readonly name: string;
  /** As the manifest names it: `nginx:1.27`, `123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:…`. */
  readonly image: string;
  /** CPU units: 256 is a quarter of a vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly architecture: Architecture;
  /** With `scaling`, how many it begins with. */
  readonly count: number;
  /** How the count follows the load; without it the count stays. */
  readonly scaling?: ScalingPolicy;
  readonly command?: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Variable name → Secrets Manager ARN, Parameter Store ARN or parameter name; never a value. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** What becomes of a version that fails: `rollback` takes it back, `hold` leaves it standing to be looked at. */
  readonly onFailure: "rollback" | "hold";
  /** What becomes of a change behind our back: `report` shows it, `repair` takes it back. */
  readonly onDrift: "report" | "repair";
  /** Which pushes to the image's repository are deployed by themselves; absent: none. */
  readonly deployOnPush?: PushRule;
  /** Whether tasks are replaced once a secret of theirs has changed. */
  readonly restartOnSecretChange: boolean;
  /** Between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  /** Name or ARN of an IAM role. */
  readonly taskRole?: string;
  readonly network: { readonly vpcId?: string; readonly subnetIds?: readonly string[] };
  readonly logRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface WebSpec extends BaseSpec {
  readonly type: "web";
  readonly port: number;
  readonly healthCheck: HealthCheck;
  /** With it the load balancer answers on 443, and on 80 only to redirect there. */
  readonly https?: { readonly certificateArn: string };
  /** How long a task that is being replaced may finish its requests. */
  readonly deregistrationDelaySeconds: number;
}

export interface WorkerSpec extends BaseSpec {
  readonly type: "worker";
}

export interface HealthCheck {
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** How long after its start a task may fail its checks. */
  readonly gracePeriodSeconds: number;
  /** Status codes that pass, as ELB writes them: `200-399`. */
  readonly matcher: string;
}

export type Architecture = "X86_64" | "ARM64";

/** What is wrong with a manifest, or stands in a deployment's way: the field, and what to do. */
export interface Problem {
  /** As written in the manifest: `healthCheck.path`; empty where the document as a whole is meant. */
  readonly field: string;
  readonly message: string;
}
