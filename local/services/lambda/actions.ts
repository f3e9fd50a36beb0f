import type { Actions } from "../../edge/contract.ts";
import { addPermission } from "./actions/add-permission.ts";
import { createEventSourceMapping } from "./actions/create-event-source-mapping.ts";
import { createFunction } from "./actions/create-function.ts";
import { deleteEventSourceMapping } from "./actions/delete-event-source-mapping.ts";
import { deleteFunction } from "./actions/delete-function.ts";
import { deleteFunctionConcurrency } from "./actions/delete-function-concurrency.ts";
import { deleteFunctionEventInvokeConfig } from "./actions/delete-function-event-invoke-config.ts";
import { getEventSourceMapping } from "./actions/get-event-source-mapping.ts";
import { getFunction } from "./actions/get-function.ts";
import { getFunctionConcurrency } from "./actions/get-function-concurrency.ts";
import { getFunctionConfiguration } from "./actions/get-function-configuration.ts";
import { getFunctionEventInvokeConfig } from "./actions/get-function-event-invoke-config.ts";
import { getPolicy } from "./actions/get-policy.ts";
import { invoke } from "./actions/invoke.ts";
import { listEventSourceMappings } from "./actions/list-event-source-mappings.ts";
import { listFunctions } from "./actions/list-functions.ts";
import { listTags } from "./actions/list-tags.ts";
import { listVersionsByFunction } from "./actions/list-versions-by-function.ts";
import { publishVersion } from "./actions/publish-version.ts";
import { putFunctionConcurrency } from "./actions/put-function-concurrency.ts";
import { putFunctionEventInvokeConfig } from "./actions/put-function-event-invoke-config.ts";
import { removePermission } from "./actions/remove-permission.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { updateEventSourceMapping } from "./actions/update-event-source-mapping.ts";
import { updateFunctionCode } from "./actions/update-function-code.ts";
import { updateFunctionConfiguration } from "./actions/update-function-configuration.ts";
import type { LambdaState } from "./state.ts";

/** What Lambda can do here. */
export const actions: Actions<"lambda", LambdaState> = {
  AddPermission: addPermission,
  CreateEventSourceMapping: createEventSourceMapping,
  CreateFunction: createFunction,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
  GetEventSourceMapping: getEventSourceMapping,
  GetFunction: getFunction,
  GetFunctionConcurrency: getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
  GetPolicy: getPolicy,
  Invoke: invoke,
  ListEventSourceMappings: listEventSourceMappings,
  ListFunctions: listFunctions,
  ListTags: listTags,
  ListVersionsByFunction: listVersionsByFunction,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: putFunctionConcurrency,
  PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
  RemovePermission: removePermission,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateEventSourceMapping: updateEventSourceMapping,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
};
