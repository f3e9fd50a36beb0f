import { checkPolicy } from "../scaling/policy-checks.ts";
import { looksLikeCredential } from "./credentials.ts";
import { canRoll, deploymentDeadlineSeconds, estimateDeploymentSeconds, taskBounds } from "./deployment-arithmetic.ts";
import { describeMemory, type FargateCpu, isFargateMemory } from "./fargate-sizes.ts";
import { limits, type Manifest } from "./manifest-schema.ts";
import type { Problem, ServiceSpec } from "./service-spec.ts";

/** What fields of the right shape may still not say, alone or together. */
export function checkMeaning(manifest: Manifest, spec: ServiceSpec): Problem[] {
  return [
    ...checkWorker(manifest),
    ...checkMemory(spec),
    ...checkVariables(spec),
    ...checkStrategy(spec),
    ...checkHealthCheck(spec),
    ...checkRolling(spec),
    ...checkSpot(spec),
    ...checkPushes(manifest),
    ...checkLists(spec),
    ...checkScaling(manifest, spec),
  ];
}

const webTargets = ["requestsPerTask", "responseTime"] as const;

function checkScaling(manifest: Manifest, { type, count, scaling }: ServiceSpec): Problem[] {
  if (scaling === undefined) return [];
  const problems = checkPolicy(scaling).map(({ field, message }) => ({ field: `scaling.${field}`, message }));
  if (manifest.count !== undefined && (count < scaling.min || count > scaling.max))
    problems.push({
      field: "count",
      message: `${count} is not what scaling allows, which is ${scaling.min} to ${scaling.max}: leave count out, or change one of them`,
    });
  const { scaleToZero, targets } = scaling;
  if (type === "worker" && scaleToZero && !targets.queueBacklogPerTask && !targets.metric)
    problems.push({
      field: "scaling.scaleToZero",
      message:
        "nothing would wake this worker, which gets no requests, and whose tasks tell nothing while none runs: add targets.queueBacklogPerTask with queue, or targets.metric",
    });
  if (type === "worker")
    for (const target of webTargets)
      if (scaling.targets[target] !== undefined)
        problems.push({
          field: `scaling.targets.${target}`,
          message: "a worker gets no requests: take cpu, memory, queueBacklogPerTask or metric",
        });
  return problems;
}

const webOnly = ["port", "healthCheck", "https", "deregistrationDelaySeconds"] as const;

function checkWorker(manifest: Manifest): Problem[] {
  if (manifest.type !== "worker") return [];
  return webOnly
    .filter((field) => manifest[field] !== undefined)
    .map((field) => ({
      field,
      message: `a worker has no load balancer, so ${field} means nothing: leave it out, or set type to web`,
    }));
}

function checkMemory({ cpu, memory }: ServiceSpec): Problem[] {
  if (isFargateMemory(cpu as FargateCpu, memory)) return [];
  const valid = describeMemory(cpu as FargateCpu);
  return [{ field: "memory", message: `${memory} MiB does not go with cpu ${cpu}: Fargate takes ${valid}` }];
}

function checkVariables({ variables, secrets }: ServiceSpec): Problem[] {
  const problems: Problem[] = [];
  const total = Object.keys(variables).length + Object.keys(secrets).length;
  if (total > limits.variables) {
    problems.push({ field: "variables", message: `${total} variables and secrets are more than ${limits.variables}` });
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > limits.variableBytes) {
    problems.push({
      field: "variables",
      message: `${bytes} bytes of variables are more than ${limits.variableBytes}: keep large settings in a file or a parameter`,
    });
  }
  for (const [name, value] of Object.entries(variables)) {
    if (name in secrets) {
      problems.push({ field: `variables.${name}`, message: "stands in secrets too: keep one of them" });
    } else if (looksLikeCredential(name, value)) {
      problems.push({
        field: `variables.${name}`,
        message: `looks like a credential, and variables can be read by anyone who may see the task definition. Put the value into Secrets Manager or Parameter Store and write under secrets: ${name}: <its ARN or parameter name>`,
      });
    }
  }
  for (const [name, source] of Object.entries(secrets)) {
    if (!source.startsWith("arn:") && looksLikeCredential("", source)) {
      problems.push({
        field: `secrets.${name}`,
        message:
          "looks like the secret itself: write the ARN or the parameter name under which it is kept, and change the secret, for it has been seen",
      });
    }
  }
  return problems;
}

function checkStrategy({ capacityProviderStrategy }: ServiceSpec): Problem[] {
  const field = "capacityProviderStrategy";
  const problems: Problem[] = [];
  const providers = capacityProviderStrategy.map((item) => item.capacityProvider);
  if (new Set(providers).size < providers.length) problems.push({ field, message: "names a capacity provider twice" });
  if (capacityProviderStrategy.filter((item) => item.base > 0).length > 1) {
    problems.push({ field, message: "only one entry may have a base" });
  }
  if (capacityProviderStrategy.every((item) => item.weight === 0)) {
    problems.push({
      field,
      message: "at least one entry needs a weight above 0, or no task beyond the base could start",
    });
  }
  return problems;
}

function checkHealthCheck(spec: ServiceSpec): Problem[] {
  if (spec.type === "worker") return [];
  const { timeoutSeconds, intervalSeconds, matcher } = spec.healthCheck;
  const problems: Problem[] = [];
  if (timeoutSeconds >= intervalSeconds) {
    problems.push({
      field: "healthCheck.timeoutSeconds",
      message: `${timeoutSeconds} must be below healthCheck.intervalSeconds, which is ${intervalSeconds}`,
    });
  }
  const [from = "", to = from] = matcher.split("-");
  if (from > to) problems.push({ field: "healthCheck.matcher", message: `the range ${matcher} runs backwards` });
  return problems;
}

function checkRolling(spec: ServiceSpec): Problem[] {
  const { count, minimumHealthyPercent, maximumPercent } = spec;
  if (!canRoll(spec)) {
    const { atLeast, atMost } = taskBounds(spec);
    return [
      {
        field: "minimumHealthyPercent",
        message: `with count ${count}, ${minimumHealthyPercent} % keeps ${atLeast} and maximumPercent ${maximumPercent} % allows ${atMost}: ECS could neither stop a task nor start one. Lower minimumHealthyPercent or raise maximumPercent`,
      },
    ];
  }
  const seconds = estimateDeploymentSeconds({
    ...spec,
    ...(spec.type === "web" ? { healthCheckIntervalSeconds: spec.healthCheck.intervalSeconds } : {}),
  });
  if (seconds <= deploymentDeadlineSeconds) return [];
  return [
    {
      field: spec.type === "web" ? "deregistrationDelaySeconds" : "minimumHealthyPercent",
      message: `a deployment would take ${seconds} s at best, and is given up after ${deploymentDeadlineSeconds} s: shorten the delays, or replace more tasks at once with a lower minimumHealthyPercent or a higher maximumPercent`,
    },
  ];
}

/** Spot capacity is taken away two minutes after the notice, and what is still draining is cut off. */
function checkSpot(spec: ServiceSpec): Problem[] {
  if (spec.type === "worker") return [];
  if (!spec.capacityProviderStrategy.some((item) => item.capacityProvider === "FARGATE_SPOT")) return [];
  if (spec.deregistrationDelaySeconds + spec.stopTimeoutSeconds <= 120) return [];
  return [
    {
      field: "deregistrationDelaySeconds",
      message: `${spec.deregistrationDelaySeconds} s and stopTimeoutSeconds ${spec.stopTimeoutSeconds} s are more than the 120 s of notice that FARGATE_SPOT gives`,
    },
  ];
}

function checkPushes({ deployOnPush, image }: Manifest): Problem[] {
  if (deployOnPush === undefined) return [];
  const field = "deployOnPush";
  if (Object.keys(deployOnPush).length !== 1) return [{ field, message: "needs either tag or semver" }];
  if (/^\d{12}\.dkr\.ecr\./.test(image)) return [];
  return [{ field, message: "only ECR tells of pushes: put the image into a repository of your account there" }];
}

function checkLists({ network, tags }: ServiceSpec): Problem[] {
  const problems: Problem[] = [];
  if (Object.keys(tags).length > limits.tags) {
    problems.push({ field: "tags", message: `${Object.keys(tags).length} tags are more than ${limits.tags}` });
  }
  const tagBytes = Buffer.byteLength(JSON.stringify(tags));
  if (tagBytes > limits.tagBytes) {
    problems.push({ field: "tags", message: `${tagBytes} bytes of tags are more than ${limits.tagBytes}` });
  }
  if (network.subnetIds !== undefined && new Set(network.subnetIds).size < network.subnetIds.length) {
    problems.push({ field: "network.subnetIds", message: "names a subnet twice" });
  }
  return problems;
}
