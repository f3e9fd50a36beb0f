import type { IdentityPort, Principal } from "../cloud.ts";
import { AwsError } from "./aws-error.ts";
import type { Permission, ServiceKind } from "./contract.ts";
import { type RegistryRow, registryRow } from "./registry.ts";

/** Throws the service's own refusal unless every permission that the call asks for is granted. */
export function authorize(
  identity: IdentityPort,
  principal: Principal,
  permissions: readonly Permission[],
  service: ServiceKind,
): void {
  for (const permission of permissions) {
    const decision = identity.decide(principal, permission);
    if (decision.kind === "allow") continue;
    const reason = decision.explicit
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${decision.action} action`;
    const { action, resource } = decision;
    const message = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
    if (service === "sns") throw new AwsError("AuthorizationErrorException", message);
    throw refusals[registryRow(service).style](message);
  }
}

/** How each style of service says that the caller may not. JSON services leave the status to their models. */
const refusals: Readonly<Record<RegistryRow["style"], (message: string) => AwsError>> = {
  json: (message) => new AwsError("AccessDeniedException", message),
  rest: (message) => new AwsError("AccessDeniedException", message, { status: 403 }),
  query: (message) => new AwsError("AccessDenied", message, { status: 403 }),
  ec2: (message) =>
    new AwsError("UnauthorizedOperation", `You are not authorized to perform this operation. ${message}`, {
      status: 403,
    }),
};
