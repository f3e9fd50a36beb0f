import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { LocalCloud } from "../../local/create-cloud.ts";
import type { Installation } from "../../shared/config/installation.ts";

/** One function as its function.yml declares it, with what the template would fill in. */
export interface DeclaredFunction {
  readonly name: string;
  readonly timeout: number;
  readonly iamRoleStatements: readonly object[];
  readonly patterns: readonly { readonly bus: string; readonly pattern: object }[];
}

interface Declaration {
  readonly timeout: number;
  readonly iamRoleStatements: readonly object[];
  readonly events?: readonly { readonly eventBridge?: { readonly eventBus?: string; readonly pattern: object } }[];
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation and Serverless write their references so.
/** Reads `functions/<folder>/function.yml`. */
export function readFunction(folder: string, { name, cluster, region, account }: Installation): DeclaredFunction {
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
  const text = readFileSync(new URL(`../../functions/${folder}/function.yml`, import.meta.url), "utf8")
    .replaceAll("${self:custom.installation}", name)
    .replaceAll("${self:custom.cluster}", cluster)
    .replaceAll("${AWS::Partition}", "aws")
    .replaceAll("${AWS::Region}", region)
    .replaceAll("${AWS::AccountId}", account)
    .replaceAll("!GetAtt Table.Arn", arn("dynamodb", `table/${name}`))
    .replaceAll("!GetAtt Bus.Arn", arn("events", `event-bus/${name}`))
    .replaceAll("!Ref Bus", name)
    .replaceAll("!Sub ", "");
  const [[key, declared]] = Object.entries(parse(text) as Record<string, Declaration>) as [[string, Declaration]];
  return {
    name: key,
    timeout: declared.timeout,
    iamRoleStatements: declared.iamRoleStatements,
    patterns: (declared.events ?? []).flatMap(({ eventBridge }) =>
      eventBridge ? [{ bus: eventBridge.eventBus ?? "default", pattern: eventBridge.pattern }] : [],
    ),
  };
}
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.

/** Makes a role that a service may assume, and answers its ARN. */
export async function makeRole(
  local: LocalCloud,
  role: { path: string; name: string; service: string; statements?: readonly object[] },
): Promise<string> {
  const trust = { Effect: "Allow", Principal: { Service: role.service }, Action: "sts:AssumeRole" };
  const { Role } = await local.edge.call("iam", "CreateRole", {
    RoleName: role.name,
    Path: role.path,
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
  });
  if (role.statements) {
    await local.edge.call("iam", "PutRolePolicy", {
      RoleName: role.name,
      PolicyName: "own",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: role.statements }),
    });
  }
  return Role?.Arn ?? "";
}
