import { AwsError } from "../../edge/aws-error.ts";
import type { World } from "../../world/world.ts";
import { errors } from "./errors.ts";
import { readRules, ruleKey } from "./rules.ts";
import type { Ec2State, SecurityGroup } from "./state.ts";

type Request = Parameters<typeof readRules>[4] & {
  readonly SecurityGroupRuleDescriptions?:
    | readonly { SecurityGroupRuleId?: string | undefined; Description?: string | undefined }[]
    | undefined;
};

/** Changes what rules are said to be for; the rules themselves stay. */
export function describeRules(
  state: Ec2State,
  world: World,
  group: SecurityGroup,
  egress: boolean,
  request: Request,
): void {
  const described = new Map<string, string | undefined>();
  if (request.SecurityGroupRuleDescriptions?.length) {
    for (const { SecurityGroupRuleId: id = "", Description } of request.SecurityGroupRuleDescriptions) {
      if (!group.rules.some((rule) => rule.id === id)) throw errors.ruleNotFound(id);
      described.set(id, Description);
    }
  } else {
    for (const asked of readRules(state, world, group, egress, request)) {
      const rule = group.rules.find((candidate) => ruleKey(candidate) === ruleKey(asked));
      if (!rule) {
        throw new AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
      }
      described.set(rule.id, asked.description);
    }
  }
  group.rules = group.rules.map((rule) =>
    described.has(rule.id) ? { ...rule, description: described.get(rule.id) } : rule,
  );
}
