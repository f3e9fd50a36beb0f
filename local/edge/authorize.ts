import type { IdentityPort, Principal } from "../cloud.ts";
import { AwsError } from "./aws-error.ts";
import type { Permission } from "./contract.ts";
import type { Detected } from "./detect.ts";
import { deniedCode } from "./encode-error.ts";

/** Throws the service's own refusal unless every permission that the call asks for is granted. */
export function authorize(
  identity: IdentityPort,
  principal: Principal,
  permissions: readonly Permission[],
  detected: Detected,
): void {
  for (const permission of permissions) {
    const decision = identity.decide(principal, permission);
    if (decision.kind === "allow") continue;
    const reason = decision.explicit
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${decision.action} action`;
    const user = `User: ${principal.arn} is not authorized to perform: ${decision.action} on resource: ${decision.resource} ${reason}`;
    const code = deniedCode(detected);
    const message =
      code === "UnauthorizedOperation" ? `You are not authorized to perform this operation. ${user}` : user;
    throw new AwsError(code, message, { status: code === "AccessDeniedException" && !isRest(detected) ? 400 : 403 });
  }
}

function isRest(detected: Detected): boolean {
  return detected.protocol.kind === "rest";
}
