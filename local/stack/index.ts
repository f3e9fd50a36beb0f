import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cloud } from "../cloud.ts";
import type { HttpApis } from "../http-api/index.ts";
import type { World } from "../world/world.ts";
import type { CreatedResource, StackHost } from "./kind.ts";
import { kinds } from "./kinds.ts";
import { orderResources } from "./order.ts";
import { resolve } from "./resolve.ts";
import { makeScope } from "./scope.ts";
import { StackError, type Template, type TemplateResource } from "./template.ts";

export type { CreatedResource } from "./kind.ts";
export { StackError, type Template } from "./template.ts";

export interface StackOptions {
  readonly cloud: Cloud;
  readonly world: World;
  readonly httpApis: HttpApis;
  /** The folder with the functions' zip files, or what returns one by its file name. */
  readonly artifacts: string | ((fileName: string) => Promise<Uint8Array> | Uint8Array);
  readonly stackName?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id. */
  readonly resources: Readonly<Record<string, CreatedResource & { readonly type: string }>>;
  /** The template's first HTTP API. */
  readonly apiId?: string;
  /** Where it answers, once it listens; `outputs` has the address that it would have in AWS. */
  readonly apiUrl?: string;
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/**
 * Makes what a packaged template describes, in the order of its references, each resource by the calls which
 * CloudFormation would make. Throws `StackError` that names the resource where one cannot be made.
 */
export async function loadStack(template: Template, options: StackOptions): Promise<Stack> {
  const { cloud, world, httpApis, artifacts, stackName = "local", parameters = {} } = options;
  const created = new Map<string, CreatedResource & { type: string }>();
  const scope = makeScope({ world, template, stackName, parameters, created });
  const host: StackHost = {
    cloud,
    world,
    httpApis,
    artifact: async (fileName) =>
      typeof artifacts === "string" ? readFile(join(artifacts, fileName)) : artifacts(fileName),
    makeName: (logicalId) => `${stackName}-${logicalId}-${world.random.characters(12, alphanumeric)}`,
  };
  const isWanted = ({ Condition }: TemplateResource): boolean => !Condition || scope.condition(Condition);
  for (const [logicalId, { Type }] of Object.entries(template.Resources))
    if (!Object.hasOwn(kinds, Type))
      throw new StackError(`${logicalId}: the local cloud does not know the resource type ${Type}.`);

  for (const logicalId of orderResources(template.Resources)) {
    const resource = template.Resources[logicalId] as TemplateResource;
    if (!isWanted(resource)) continue;
    const { Type: type, Properties = {} } = resource;
    try {
      const properties = resolve(Properties, scope) as Readonly<Record<string, unknown>>;
      const made = await kinds[type]?.({ logicalId, type, properties }, host);
      created.set(logicalId, { ...(made as CreatedResource), type });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StackError(`${logicalId} (${type}) could not be made: ${reason}`, { cause });
    }
  }

  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([, { Condition }]) => !Condition || scope.condition(Condition))
    .map(([name, { Value }]) => [name, String(resolve(Value, scope))] as const);
  const apiId = [...created.values()].find(({ type }) => type === "AWS::ApiGatewayV2::Api")?.ref;
  return {
    outputs: Object.fromEntries(outputs),
    resources: Object.fromEntries(created),
    ...(apiId && { apiId, apiUrl: httpApis.url(apiId) }),
  };
}
