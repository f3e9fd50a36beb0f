import type { Caller } from "../access/caller.ts";
import type { DeploymentOrigin } from "../store/deployment.ts";
import type { Release } from "../store/releases.ts";
import type { ServiceRecord } from "../store/services.ts";
import { accept, newDeployment } from "./accept.ts";
import { succeedAtOnce } from "./at-once.ts";
import { pinnedImage } from "./releases.ts";
import type { DeployTools } from "./tools.ts";

/** Which release is deployed again, and what for. */
export interface ReleaseCommand {
  readonly command: DeploymentOrigin["command"];
  readonly release: Release;
  readonly reason?: string;
  /** There is nothing to do: what is asked for serves. */
  readonly serves?: boolean;
}

/** Deploys a release of the ledger again. Answers the id of the deployment: under way, or SUCCEEDED at once. */
export async function deployRelease(
  tools: DeployTools,
  caller: Caller,
  existing: ServiceRecord,
  { command, release, reason, serves = false }: ReleaseCommand,
): Promise<{ deploymentId: string }> {
  const { service, number, spec, specDigest, image, taskDefinitionArn } = release;
  const what = `${command} of ${number}`;
  const deployment = {
    ...newDeployment(tools, caller, {
      service,
      action: "deploy",
      specDigest,
      reason: reason === undefined ? what : `${what}: ${reason}`,
    }),
    origin: {
      command,
      release: number,
      // A repair leaves the release as it is; the others must bring the very same code, wherever its tag points now.
      image: command === "repair" ? image : pinnedImage(release),
      ...(taskDefinitionArn !== undefined && { taskDefinitionArn }),
    },
  };
  if (serves) await succeedAtOnce(tools, deployment, existing, spec);
  else await accept(tools, caller, deployment, { existing, spec });
  return { deploymentId: deployment.id };
}
