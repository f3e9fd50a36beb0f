import type { Caller } from "../access/caller.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { type ApproveTools, approve, reject } from "./approve.ts";
import { authorised } from "./authorise.ts";
import { cancel } from "./cancel.ts";
import type { Command, DeployRequest } from "./command.ts";
import { deploy } from "./deploy.ts";
import { lock, unlock } from "./locks.ts";
import { Rejected } from "./rejection.ts";
import { remove } from "./remove.ts";
import { rollback } from "./rollback.ts";
import { scale } from "./scale.ts";
import { repair, restart } from "./serve-again.ts";
import type { CountTools, ManifestTools } from "./tools.ts";

export type RunTools = ManifestTools & CountTools & ApproveTools;

/** What came of a command, in a few words; and the deployment that it began, or that it is about. */
export interface RunResult {
  readonly told: string;
  readonly deploymentId?: string;
}

/** Gives a command as its caller, and answers what came of it. Throws `Rejected` where it is not accepted. */
export async function runCommand(tools: RunTools, caller: Caller, command: Command): Promise<RunResult> {
  switch (command.command) {
    case "deploy":
      return begun(await deployAs(tools, caller, command));
    case "remove":
      return begun(await remove(tools, caller, { service: command.service, ...because(command) }));
    case "restart":
      return begun(await restart(tools, caller, { service: command.service, ...because(command) }));
    case "repair":
      return begun(await repair(tools, caller, { service: command.service, ...because(command) }));
    case "rollback": {
      const { service, release } = command;
      const target = release === undefined ? {} : { release };
      return begun(await rollback(tools, caller, { service, ...target, ...because(command) }));
    }
    case "scale":
      await scale(tools, caller, command);
      return { told: `count ${command.count}` };
    case "lock":
      await lock(tools, caller, { name: command.service, reason: command.reason });
      return { told: "locked" };
    case "unlock":
      await unlock(tools, caller, { name: command.service });
      return { told: "unlocked" };
    case "approve":
      return begun(await approve(tools, caller, { deploymentId: command.deploymentId, ...because(command) }));
    case "reject":
      return begun(await reject(tools, caller, { deploymentId: command.deploymentId, ...because(command) }));
    case "cancel":
      return begun(await cancel(tools, caller, { deploymentId: command.deploymentId, ...because(command) }));
  }
}

async function deployAs(tools: RunTools, caller: Caller, command: DeployRequest): Promise<{ deploymentId: string }> {
  const { service, supersede = false, breakGlass = false } = command;
  const spec = await findSpec(tools, command);
  if (!(spec instanceof Rejected))
    return deploy(tools, caller, { spec, mode: "put", supersede, breakGlass, ...because(command) });
  // What cannot be read leaves its line too, after the question whether the caller may deploy at all.
  return authorised(tools, caller, { command: "deploy", service }, () => Promise.reject(spec));
}

/** What to deploy: the manifest that was sent, or what serves with another image. */
export async function findSpec(
  { store }: Pick<RunTools, "store">,
  { service, manifest, image }: Pick<DeployRequest, "service" | "manifest" | "image">,
): Promise<ServiceSpec | Rejected> {
  if (manifest === undefined) {
    const serving = (await store.services.find(service))?.spec;
    if (serving && image !== undefined) return { ...serving, image };
    return new Rejected("conflict", `${service} was never deployed successfully: send its whole manifest.`);
  }
  const { spec, problems = [] } = manifest;
  if (spec?.name === service) return spec;
  const wrong = spec ? [{ field: "name", message: `is ${spec.name}, and the command is for ${service}` }] : problems;
  const told = wrong.map(({ field, message }) => `manifest.${field} ${message}`).join("; ");
  return new Rejected("invalid", `The manifest cannot be deployed: ${told}.`, { problems: wrong });
}

function because({ reason }: { readonly reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

function begun({ deploymentId }: { readonly deploymentId: string }): RunResult {
  return { told: `deployment ${deploymentId}`, deploymentId };
}
