import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { initialAttributes, targetGroupAttributes } from "../attributes.ts";
import { errors } from "../errors.ts";
import { defaultHealthCheck, readHealthCheck } from "../health-check-settings.ts";
import { checkName, elbArn, newId } from "../names.ts";
import type { Elbv2State, TargetGroup } from "../state.ts";
import { checkTags, setTags } from "../tags.ts";
import { viewTargetGroup } from "../views.ts";

/** Makes a target group of `ip` targets. The same call again answers the same group. */
export const createTargetGroup: Action<"elbv2", "CreateTargetGroup", Elbv2State> = (input, { state, world }) => {
  const name = checkName("target group", input.Name);
  const { Protocol: protocol, Port: port, VpcId: vpcId } = input;
  if (input.TargetType !== "ip")
    throw errors.notImplemented(`targets of type '${input.TargetType ?? "instance"}', only 'ip'`);
  if (protocol !== "HTTP" && protocol !== "HTTPS")
    throw errors.notImplemented(`target group of protocol '${protocol}'`);
  if (!port || port < 1 || port > 65535) throw errors.validation(`Port '${port}' must be in the range 1-65535`);
  if (!vpcId) throw errors.validation("A VPC ID must be specified");
  checkTags(input.Tags);
  const settings = {
    protocol,
    protocolVersion: input.ProtocolVersion ?? "HTTP1",
    port,
    vpcId,
    healthCheck: readHealthCheck(defaultHealthCheck, input),
  } as const;

  const found = [...state.targetGroups.values()].find((other) => other.name === name);
  if (found) {
    if (sameSettings(found, settings)) return { TargetGroups: [viewTargetGroup(state, found)] };
    throw new AwsError(
      "DuplicateTargetGroupNameException",
      `A target group with the same name '${name}' exists, but with different settings`,
    );
  }
  const group: TargetGroup = {
    arn: elbArn(world, `targetgroup/${name}/${newId(world)}`),
    name,
    ...settings,
    attributes: initialAttributes(targetGroupAttributes),
    targets: new Map(),
  };
  state.targetGroups.set(group.arn, group);
  setTags(state, group.arn, input.Tags);
  return { TargetGroups: [viewTargetGroup(state, group)] };
};

type Settings = Pick<TargetGroup, "protocol" | "protocolVersion" | "port" | "vpcId" | "healthCheck">;

function sameSettings(found: Settings, wanted: Settings): boolean {
  const key = ({ protocol, protocolVersion, port, vpcId, healthCheck }: Settings) =>
    JSON.stringify([protocol, protocolVersion, port, vpcId, healthCheck]);
  return key(found) === key(wanted);
}
