import type { Action, Output } from "../../../edge/contract.ts";
import { findTargetGroup } from "../find.ts";
import { because, type Health } from "../health/judge.ts";
import type { Elbv2State, TargetGroup } from "../state.ts";

type Description = NonNullable<Output<"elbv2", "DescribeTargetHealth">["TargetHealthDescriptions"]>[number];

/** A target that is asked for and not registered is `unused`, with the reason `Target.NotRegistered`. */
export const describeTargetHealth: Action<"elbv2", "DescribeTargetHealth", Elbv2State> = (input, { state, cloud }) => {
  const group = findTargetGroup(state, input.TargetGroupArn);
  const { network } = group;
  if (!network) return { TargetHealthDescriptions: describeFunction(group) };
  const registered = [...group.targets.values()];
  const asked = input.Targets?.length
    ? input.Targets.flatMap(({ Id: ip = "", Port: port }) => {
        const found = registered.filter((target) => target.ip === ip && (port ?? target.port) === target.port);
        const unknown = { ip, port: port ?? network.port, health: because("unused", "Target.NotRegistered") };
        return found.length > 0 ? found : [unknown];
      })
    : registered;
  return {
    TargetHealthDescriptions: asked.map((target) =>
      describe(group, target, cloud.ec2.interfaceAt(target.ip)?.zone ?? "all"),
    ),
  };
};

/** A function whose health is not checked. */
function describeFunction({ functionArn }: TargetGroup): Description[] {
  if (functionArn === undefined) return [];
  const TargetHealth = {
    State: "unavailable",
    Reason: "Target.HealthCheckDisabled",
    Description: "Health checks are not enabled for this target",
  } as const;
  return [{ Target: { Id: functionArn, AvailabilityZone: "all" }, TargetHealth }];
}

function describe(group: TargetGroup, target: { ip: string; port: number; health: Health }, zone: string): Description {
  const { state, reason, description } = target.health;
  const { port } = group.healthCheck;
  return {
    Target: { Id: target.ip, Port: target.port, AvailabilityZone: zone },
    HealthCheckPort: port === "traffic-port" ? String(target.port) : port,
    TargetHealth: {
      State: state,
      ...(reason && { Reason: reason, Description: description }),
    },
  };
}
