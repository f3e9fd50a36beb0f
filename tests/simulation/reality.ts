import { unprovenWarning } from "../../shared/endings/unproven.ts";
import type { Deployment } from "../../shared/store/deployment.ts";
import { deploymentOutputs } from "../../shared/store/deployments.ts";
import type { Claim, Reality, SuccessClaim } from "./invariants/i08-truthful.ts";
import { ownedBy } from "./invariants/owned.ts";
import type { Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

const cluster = "fairway";

/** Looks at a service as someone outside can, at its URL or another one. */
export async function readReality(
  { local: { cloud }, store }: Simulation,
  name: string,
  wantedUrl?: string,
): Promise<Reality> {
  const owned = await ownedBy(cloud, name);
  const arn = owned.find(({ kind }) => kind === "service")?.arn;
  const shown = arn && (await cloud.call("ecs", "DescribeServices", { cluster, services: [arn] })).services?.[0];
  const url = wantedUrl ?? (await store.services.find(name))?.url;
  const answer = url === undefined ? undefined : await visitor(cloud).get(url, 1);
  const status = answer?.kind === "status" ? answer.status : undefined;
  if (!shown) return { owned, status };
  const { taskArns = [] } = await cloud.call("ecs", "ListTasks", {
    cluster,
    serviceName: name,
    desiredStatus: "RUNNING",
  });
  const { tasks = [] } =
    taskArns.length > 0 ? await cloud.call("ecs", "DescribeTasks", { cluster, tasks: taskArns }) : {};
  const running = tasks.filter(
    ({ lastStatus, desiredStatus }) => lastStatus === "RUNNING" && desiredStatus === "RUNNING",
  );
  const primary = shown.deployments?.find((one) => one.status === "PRIMARY");
  return {
    owned,
    status,
    service: {
      taskDefinitionArn: primary?.taskDefinition ?? "",
      deploymentId: primary?.id,
      rolloutState: primary?.rolloutState,
      runningCount: shown.runningCount ?? 0,
      desiredCount: shown.desiredCount ?? 0,
      imageDigests: running.flatMap(({ containers = [] }) => containers.map(({ imageDigest = "" }) => imageDigest)),
    },
  };
}

/** The same once ECS has as many tasks as it wants, or at `until`: one that is never healthy runs beside its successor. */
export async function readSettled(simulation: Simulation, name: string, until: number): Promise<Reality> {
  for (;;) {
    const reality = await readReality(simulation, name);
    const { runningCount, desiredCount } = reality.service ?? {};
    if (runningCount === desiredCount || simulation.clock.now() >= until) return reality;
    await simulation.clock.advance(10_000);
  }
}

/** What the ledger claims of a deployment, beside what was asked for. */
export async function readClaim(
  { store }: Simulation,
  deployment: Deployment,
  digests: Pick<Claim, "digest" | "previousDigest" | "isPublic">,
): Promise<Claim> {
  const { releases } = await store.releases.list(deployment.service, { limit: 5 });
  const releaseArn = releases.find(({ deploymentId }) => deploymentId === deployment.id)?.taskDefinitionArn;
  const found = releases.find(({ taskDefinitionArn }) => taskDefinitionArn === deployment.previous?.taskDefinitionArn);
  const foundFailed = found !== undefined && found.result !== "SUCCEEDED";
  // What has no digest was asked for with a flaw.
  const isUnproven = digests.digest === undefined && unprovenWarning(deployment) !== undefined;
  return { deployment, ...digests, foundFailed, isUnproven, ...(releaseArn !== undefined && { releaseArn }) };
}

/** What a deployment claims at the moment at which it has succeeded, beside what is. */
export async function readSuccess(
  simulation: Simulation,
  deployment: Deployment,
  { digest, isPublic }: { digest: string | undefined; isPublic: boolean },
): Promise<SuccessClaim> {
  return {
    id: deployment.id,
    ecsDeploymentId: deploymentOutputs(deployment)["service.deploymentId"],
    ...(digest !== undefined && { digest }),
    isPublic,
    reality: await readReality(simulation, deployment.service, deployment.url),
  };
}
