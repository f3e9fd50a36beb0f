import type { Actions } from "../../edge/contract.ts";
import { deleteParameter } from "./actions/delete-parameter.ts";
import { describeParameters } from "./actions/describe-parameters.ts";
import { getParameter } from "./actions/get-parameter.ts";
import { getParameters } from "./actions/get-parameters.ts";
import { getParametersByPath } from "./actions/get-parameters-by-path.ts";
import { putParameter } from "./actions/put-parameter.ts";
import type { SsmState } from "./state.ts";

export const actions: Actions<"ssm", SsmState> = {
  DeleteParameter: deleteParameter,
  DescribeParameters: describeParameters,
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  PutParameter: putParameter,
};
