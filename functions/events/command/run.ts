import type { Caller } from "../../../shared/access/caller.ts";
import { authorised } from "../../../shared/commands/authorise.ts";
import { cancel } from "../../../shared/commands/cancel.ts";
import { deploy } from "../../../shared/commands/deploy.ts";
import { lock, unlock } from "../../../shared/commands/locks.ts";
import { Rejected } from "../../../shared/commands/rejection.ts";
import { remove } from "../../../shared/commands/remove.ts";
import { rollback } from "../../../shared/commands/rollback.ts";
import { scale } from "../../../shared/commands/scale.ts";
import { repair, restart } from "../../../shared/commands/serve-again.ts";
import type { CountTools, DeployTools } from "../../../shared/commands/tools.ts";
import { checkManifest } from "../../../shared/model/manifest.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import type { Command } from "./commands.ts";

export type RunTools = DeployTools & CountTools;

/** Gives a command as its sender, and answers what came of it. Throws `Rejected` where it is not accepted. */
export async function runCommand(tools: RunTools, caller: Caller, command: Command): Promise<string> {
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
      return `count ${command.count}`;
    case "lock":
      await lock(tools, caller, { name: command.service, reason: command.reason });
      return "locked";
    case "unlock":
      await unlock(tools, caller, { name: command.service });
      return "unlocked";
    case "cancel":
      return begun(await cancel(tools, caller, { deploymentId: command.deploymentId, ...because(command) }));
  }
}

type DeployEvent = Extract<Command, { command: "deploy" }>;

async function deployAs(tools: RunTools, caller: Caller, command: DeployEvent): Promise<{ deploymentId: string }> {
  const { service, supersede = false } = command;
  const spec = await findSpec(tools, command);
  if (!(spec instanceof Rejected)) return deploy(tools, caller, { spec, mode: "put", supersede, ...because(command) });
  // What cannot be read leaves its line too, after the question whether the sender may deploy at all.
  return authorised(tools, caller, { command: "deploy", service }, () => Promise.reject(spec));
}

async function findSpec(
  { store }: RunTools,
  { service, manifest, image }: DeployEvent,
): Promise<ServiceSpec | Rejected> {
  if (manifest === undefined) {
    const serving = (await store.services.find(service))?.spec;
    if (serving && image !== undefined) return { ...serving, image };
    return new Rejected("conflict", `${service} was never deployed successfully: send its whole manifest.`);
  }
  const { spec, problems = [] } = checkManifest({ name: service, ...manifest });
  if (spec?.name === service) return spec;
  const wrong = spec ? [{ field: "name", message: `is ${spec.name}, and the command is for ${service}` }] : problems;
  const told = wrong.map(({ field, message }) => `manifest.${field} ${message}`).join("; ");
  return new Rejected("invalid", `The manifest cannot be deployed: ${told}.`, { problems: wrong });
}

function because({ reason }: { readonly reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

function begun({ deploymentId }: { readonly deploymentId: string }): string {
  return `deployment ${deploymentId}`;
}
