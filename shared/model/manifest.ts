import { toPolicy } from "../scaling/policy-checks.ts";
import { defaults } from "./defaults.ts";
import { explain } from "./explain.ts";
import { checkMeaning } from "./manifest-checks.ts";
import { type Manifest, manifestSchema } from "./manifest-schema.ts";
import type { PushRule } from "./push-rule.ts";
import type { Problem, ServiceSpec } from "./service-spec.ts";

/** Either what the manifest means, or everything that is wrong with it. */
export type ParsedManifest =
  | { readonly spec: ServiceSpec; readonly problems?: undefined }
  | { readonly spec?: undefined; readonly problems: readonly Problem[] };

/** Checks a manifest that has been read already, as from a JSON body, and fills in what it leaves out. */
export function checkManifest(document: unknown): ParsedManifest {
  const shape = manifestSchema.safeParse(document);
  if (!shape.success) {
    if (typeof document !== "object" || document === null || Array.isArray(document)) {
      return { problems: [{ field: "", message: "a manifest is an object with at least name and image" }] };
    }
    return { problems: shape.error.issues.flatMap((issue) => explain(issue, document)) };
  }
  const spec = withDefaults(shape.data);
  const problems = checkMeaning(shape.data, spec);
  return problems.length > 0 ? { problems } : { spec };
}

function withDefaults(manifest: Manifest): ServiceSpec {
  const cpu = manifest.cpu ?? defaults.cpu;
  const scaling = manifest.scaling && toPolicy(manifest.scaling);
  const base = {
    name: manifest.name,
    image: manifest.image,
    cpu,
    memory: manifest.memory ?? defaults.memory(cpu),
    architecture: manifest.architecture ?? defaults.architecture,
    // What may sleep begins awake, so that it is seen to work.
    count: manifest.count ?? Math.max(defaults.count, scaling?.min ?? 0),
    ...(scaling && { scaling }),
    ...(manifest.command === undefined ? {} : { command: manifest.command }),
    variables: manifest.variables ?? {},
    secrets: manifest.secrets ?? {},
    capacityProviderStrategy: (manifest.capacityProviderStrategy ?? defaults.capacityProviderStrategy).map((item) => ({
      ...defaults.strategyItem,
      ...item,
    })),
    minimumHealthyPercent: manifest.minimumHealthyPercent ?? defaults.minimumHealthyPercent,
    maximumPercent: manifest.maximumPercent ?? defaults.maximumPercent,
    onFailure: manifest.onFailure ?? defaults.onFailure,
    onDrift: manifest.onDrift ?? defaults.onDrift,
    ...(manifest.deployOnPush === undefined ? {} : { deployOnPush: manifest.deployOnPush as PushRule }),
    restartOnSecretChange: manifest.restartOnSecretChange ?? defaults.restartOnSecretChange,
    stopTimeoutSeconds: manifest.stopTimeoutSeconds ?? defaults.stopTimeoutSeconds,
    ...(manifest.taskRole === undefined ? {} : { taskRole: manifest.taskRole }),
    network: manifest.network ?? {},
    logRetentionDays: manifest.logRetentionDays ?? defaults.logRetentionDays,
    tags: manifest.tags ?? {},
  };
  if ((manifest.type ?? defaults.type) === "worker") return { type: "worker", ...base };
  return {
    type: "web",
    ...base,
    port: manifest.port ?? defaults.port,
    healthCheck: { ...defaults.healthCheck, ...manifest.healthCheck },
    ...(manifest.https === undefined ? {} : { https: manifest.https }),
    deregistrationDelaySeconds: manifest.deregistrationDelaySeconds ?? defaults.deregistrationDelaySeconds,
  };
}
