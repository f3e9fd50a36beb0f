import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Input } from "../../../edge/contract.ts";
import { attributesOf, initialAttributes } from "../attributes.ts";
import { errors } from "../errors.ts";
import { defaultHealthCheck, functionHealthCheck, readHealthCheck } from "../health-check-settings.ts";
import { checkName, elbArn, newId } from "../names.ts";
import type { Elbv2State, TargetGroup, TargetNetwork } from "../state.ts";
import { checkTags, setTags } from "../tags.ts";
import { viewTargetGroup } from "../views.ts";

/** Makes a target group of `ip` targets, or for one Lambda function. The same call again answers the same group. */
export const createTargetGroup: Action<"elbv2", "CreateTargetGroup", Elbv2State> = (input, { state, world }) => {
  const name = checkName("target group", input.Name);
  const settings = readSettings(input);
  checkTags(input.Tags);

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
    attributes: initialAttributes(attributesOf(settings)),
    targets: new Map(),
  };
  state.targetGroups.set(group.arn, group);
  setTags(state, group.arn, input.Tags);
  return { TargetGroups: [viewTargetGroup(state, group)] };
};

type Settings = Pick<TargetGroup, "network" | "healthCheck">;

function readSettings(input: Input<"elbv2", "CreateTargetGroup">): Settings {
  switch (input.TargetType) {
    case "ip":
      return { network: readNetwork(input), healthCheck: readHealthCheck(defaultHealthCheck, input) };
    case "lambda":
      if (input.Protocol || input.Port || input.VpcId)
        throw errors.validation(
          "Protocol, port and VPC cannot be specified for target groups with target type 'lambda'",
        );
      if (input.HealthCheckEnabled) throw errors.notImplemented("health checks of Lambda functions");
      return { healthCheck: functionHealthCheck };
    default:
      throw errors.notImplemented(`targets of type '${input.TargetType ?? "instance"}', only 'ip' and 'lambda'`);
  }
}

function readNetwork(input: Input<"elbv2", "CreateTargetGroup">): TargetNetwork {
  const { Protocol: protocol, Port: port, VpcId: vpcId, ProtocolVersion: protocolVersion = "HTTP1" } = input;
  if (protocol !== "HTTP" && protocol !== "HTTPS")
    throw errors.notImplemented(`target group of protocol '${protocol}'`);
  if (!port || port < 1 || port > 65535) throw errors.validation(`Port '${port}' must be in the range 1-65535`);
  if (!vpcId) throw errors.validation("A VPC ID must be specified");
  return { protocol, protocolVersion, port, vpcId };
}

function sameSettings(found: Settings, wanted: Settings): boolean {
  const key = ({ network, healthCheck }: Settings) => JSON.stringify([network, healthCheck]);
  return key(found) === key(wanted);
}
