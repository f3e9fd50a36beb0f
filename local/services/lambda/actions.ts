import type { Actions } from "../../edge/contract.ts";
import { addPermission } from "./actions/add-permission.ts";
import { createFunction } from "./actions/create-function.ts";
import { deleteFunction } from "./actions/delete-function.ts";
import { deleteFunctionConcurrency } from "./actions/delete-function-concurrency.ts";
import { deleteFunctionEventInvokeConfig } from "./actions/delete-function-event-invoke-config.ts";
import { getFunction } from "./actions/get-function.ts";
import { getFunctionConcurrency } from "./actions/get-function-concurrency.ts";
import { getFunctionConfiguration } from "./actions/get-function-configuration.ts";
import { getFunctionEventInvokeConfig } from "./actions/get-function-event-invoke-config.ts";
import { getPolicy } from "./actions/get-policy.ts";
import { invoke } from "./actions/invoke.ts";
import { listFunctions } from "./actions/list-functions.ts";
import { listTags } from "./actions/list-tags.ts";
import { listVersionsByFunction } from "./actions/list-versions-by-function.ts";
import { publishVersion } from "./actions/publish-version.ts";
import { putFunctionConcurrency } from "./actions/put-function-concurrency.ts";
import { putFunctionEventInvokeConfig } from "./actions/put-function-event-invoke-config.ts";
import { removePermission } from "./actions/remove-permission.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { updateFunctionCode } from "./actions/update-function-code.ts";
import { updateFunctionConfiguration } from "./actions/update-function-configuration.ts";
import type { LambdaState } from "./state.ts";

/** What Lambda can do here. */
export const actions: Actions<"lambda", LambdaState> = {
  AddPermission: addPermission,
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
  GetFunction: getFunction,
  GetFunctionConcurrency: getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
  GetPolicy: getPolicy,
  Invoke: invoke,
  ListFunctions: listFunctions,
  ListTags: listTags,
  ListVersionsByFunction: listVersionsByFunction,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: putFunctionConcurrency,
  PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
  RemovePermission: removePermission,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
};
