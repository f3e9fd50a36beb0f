import type { Decision } from "../../../../cloud.ts";
import type { Visit } from "../visit.ts";

/**
 * Asks IAM whether the machine's role may do something. `undefined` when it may, else what AWS says:
 * `User: arn:aws:sts::…:assumed-role/… is not authorized to perform: lambda:InvokeFunction on resource: arn:…`.
 */
export function refusal(visit: Visit, action: string, resource: string): string | undefined {
  const { engine, execution } = visit.thread;
  const { world, cloud } = engine.host;
  const { roleArn } = execution.revision;
  const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const arn = `arn:aws:sts::${world.account}:assumed-role/${roleName}/${sessionName(execution.arn)}`;
  const decision = cloud.identity.decide({ kind: "role", arn, roleArn }, { action, resources: [resource] });
  return decision.kind === "allow" ? undefined : words(arn, action, resource, decision);
}

function words(arn: string, action: string, resource: string, decision: Extract<Decision, { kind: "deny" }>): string {
  const why = decision.explicit
    ? "with an explicit deny in an identity-based policy"
    : `because no identity-based policy allows the ${action} action`;
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

/** AWS names the session by 32 letters; here they follow from the execution, so that the same run reads the same. */
function sessionName(executionArn: string): string {
  return executionArn
    .slice(executionArn.lastIndexOf(":") + 1)
    .replaceAll(/[^\w]/g, "")
    .slice(0, 32);
}
