import type { Actions } from "../../edge/contract.ts";
import { addTagsToResource } from "./actions/add-tags-to-resource.ts";
import { deleteParameter } from "./actions/delete-parameter.ts";
import { deleteParameters } from "./actions/delete-parameters.ts";
import { describeParameters } from "./actions/describe-parameters.ts";
import { getParameter } from "./actions/get-parameter.ts";
import { getParameterHistory } from "./actions/get-parameter-history.ts";
import { getParameters } from "./actions/get-parameters.ts";
import { getParametersByPath } from "./actions/get-parameters-by-path.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { putParameter } from "./actions/put-parameter.ts";
import { removeTagsFromResource } from "./actions/remove-tags-from-resource.ts";
import type { SsmState } from "./state.ts";

export const actions: Actions<"ssm", SsmState> = {
  AddTagsToResource: addTagsToResource,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  DescribeParameters: describeParameters,
  GetParameter: getParameter,
  GetParameterHistory: getParameterHistory,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  ListTagsForResource: listTagsForResource,
  PutParameter: putParameter,
  RemoveTagsFromResource: removeTagsFromResource,
};
