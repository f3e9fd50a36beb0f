import { zipSync } from "fflate";
import type { Input } from "../../edge/contract.ts";
import { type ResourceKind, type Tag, tagMap } from "../kind.ts";

type Given = Omit<Input<"lambda", "CreateFunction">, "Tags" | "Code" | "Environment"> & {
  Code: { S3Key?: string; ZipFile?: string };
  ReservedConcurrentExecutions?: number;
  Tags?: readonly Tag[];
  Environment?: { Variables?: Readonly<Record<string, unknown>> };
};

/** AWS::Lambda::Function: its code is the artifact whose file name `Code.S3Key` ends with. */
export const lambdaFunction: ResourceKind = async ({ logicalId, properties }, stack) => {
  const { Code, Tags, ReservedConcurrentExecutions, Environment, ...given } = properties as unknown as Given;
  const code = Code.ZipFile
    ? zipSync({ "index.js": Buffer.from(Code.ZipFile) })
    : await stack.artifact((Code.S3Key ?? "").split("/").at(-1) ?? "");
  const created = await stack.cloud.call("lambda", "CreateFunction", {
    ...given,
    FunctionName: given.FunctionName ?? stack.makeName(logicalId).slice(0, 64),
    Code: { ZipFile: code },
    Tags: tagMap(Tags),
    Environment: { Variables: texts(Environment?.Variables ?? {}) },
  });
  const name = created.FunctionName as string;
  if (ReservedConcurrentExecutions !== undefined)
    await stack.cloud.call("lambda", "PutFunctionConcurrency", {
      FunctionName: name,
      ReservedConcurrentExecutions: Number(ReservedConcurrentExecutions),
    });
  return { ref: name, attributes: { Arn: created.FunctionArn as string } };
};

/** Variables are text, whatever the template has. */
function texts(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}
