import type { Permission, Permissions } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { functionArn, parseReference } from "./find.ts";
import { mappingArn } from "./mappings/mapping.ts";
import type { LambdaState } from "./state.ts";

/** What calls ask of IAM: nearly all of them one action on the function's ARN. */
export const permissions: Permissions<"lambda", LambdaState> = {
  AddPermission: (input, { world }) => on(world, "AddPermission", input.FunctionName),
  CreateEventSourceMapping: (input, { world }) => onMapping(world, "CreateEventSourceMapping", "*", input.FunctionName),
  CreateFunction: (input, { world }) => [
    ...on(world, "CreateFunction", input.FunctionName),
    ...passRole(input.Role),
    ...(input.Tags ? on(world, "TagResource", input.FunctionName) : []),
  ],
  DeleteEventSourceMapping: (input, { world }) => onMapping(world, "DeleteEventSourceMapping", input.UUID),
  DeleteFunction: (input, { world }) => on(world, "DeleteFunction", input.FunctionName, input.Qualifier),
  DeleteFunctionConcurrency: (input, { world }) => on(world, "DeleteFunctionConcurrency", input.FunctionName),
  DeleteFunctionEventInvokeConfig: (input, { world }) =>
    on(world, "DeleteFunctionEventInvokeConfig", input.FunctionName),
  GetEventSourceMapping: (input, { world }) => onMapping(world, "GetEventSourceMapping", input.UUID),
  GetFunction: (input, { world }) => on(world, "GetFunction", input.FunctionName, input.Qualifier),
  GetFunctionConcurrency: (input, { world }) => on(world, "GetFunctionConcurrency", input.FunctionName),
  GetFunctionConfiguration: (input, { world }) =>
    on(world, "GetFunctionConfiguration", input.FunctionName, input.Qualifier),
  GetFunctionEventInvokeConfig: (input, { world }) => on(world, "GetFunctionEventInvokeConfig", input.FunctionName),
  GetPolicy: (input, { world }) => on(world, "GetPolicy", input.FunctionName),
  Invoke: (input, { world }) => on(world, "InvokeFunction", input.FunctionName, input.Qualifier),
  ListTags: (input, { world }) => on(world, "ListTags", input.Resource),
  ListVersionsByFunction: (input, { world }) => on(world, "ListVersionsByFunction", input.FunctionName),
  PublishVersion: (input, { world }) => on(world, "PublishVersion", input.FunctionName),
  PutFunctionConcurrency: (input, { world }) => on(world, "PutFunctionConcurrency", input.FunctionName),
  PutFunctionEventInvokeConfig: (input, { world }) => on(world, "PutFunctionEventInvokeConfig", input.FunctionName),
  RemovePermission: (input, { world }) => on(world, "RemovePermission", input.FunctionName),
  TagResource: (input, { world }) => on(world, "TagResource", input.Resource),
  UntagResource: (input, { world }) => on(world, "UntagResource", input.Resource),
  UpdateEventSourceMapping: (input, { world }) =>
    onMapping(world, "UpdateEventSourceMapping", input.UUID, input.FunctionName),
  UpdateFunctionCode: (input, { world }) => on(world, "UpdateFunctionCode", input.FunctionName),
  UpdateFunctionConfiguration: (input, { world }) => [
    ...on(world, "UpdateFunctionConfiguration", input.FunctionName),
    ...passRole(input.Role),
  ],
};

function on(world: World, action: string, reference: string | undefined, qualifier?: string): Permission[] {
  const parsed = parseReference(reference ?? "");
  const suffix = qualifier ?? parsed.qualifier;
  const resource = functionArn(world, parsed.name) + (suffix ? `:${suffix}` : "");
  return [{ action: `lambda:${action}`, resources: [resource] }];
}

/** A mapping is named by its UUID; the function that it is for is a condition key. */
function onMapping(world: World, action: string, uuid = "*", reference?: string): Permission[] {
  const keys = reference && { "lambda:FunctionArn": functionArn(world, parseReference(reference).name) };
  const resources = [uuid === "*" ? uuid : mappingArn(world, uuid)];
  return [{ action: `lambda:${action}`, resources, ...(keys && { keys }) }];
}

function passRole(role: string | undefined): Permission[] {
  if (!role) return [];
  return [{ action: "iam:PassRole", resources: [role], keys: { "iam:PassedToService": "lambda.amazonaws.com" } }];
}
