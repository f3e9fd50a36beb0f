import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { decideForRole } from "../decide.ts";
import { findRoleByArn } from "../roles.ts";
import type { IamState } from "../state.ts";

/** Asks what a role may do, without doing it. Further policies to simulate with are not taken. */
export const simulatePrincipalPolicy: Action<"iam", "SimulatePrincipalPolicy", IamState> = (input, context) => {
  const role = findRoleByArn(context.state, input.PolicySourceArn ?? "");
  if (!role) throw new AwsError("NoSuchEntityException", `The role ${input.PolicySourceArn} cannot be found.`);
  if (input.PolicyInputList?.length || input.PermissionsBoundaryPolicyInputList?.length || input.ResourcePolicy)
    throw new AwsError("NotImplemented", "The local cloud simulates a role's own policies only.");
  const keys = Object.fromEntries(
    (input.ContextEntries ?? []).map(({ ContextKeyName = "", ContextKeyValues = [] }) => [
      ContextKeyName,
      ContextKeyValues,
    ]),
  );
  const EvaluationResults = (input.ActionNames ?? []).flatMap((action) =>
    (input.ResourceArns ?? ["*"]).map((resource) => {
      const decision = decideForRole(context, context.state, role, { action, resources: [resource], keys });
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision:
          decision.kind === "allow"
            ? ("allowed" as const)
            : decision.explicit
              ? ("explicitDeny" as const)
              : ("implicitDeny" as const),
      };
    }),
  );
  return { EvaluationResults, IsTruncated: false };
};
