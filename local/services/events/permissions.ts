import type { Permission, Permissions } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { arn } from "../../world/world.ts";
import { ruleArn } from "./bus.ts";
import { busName } from "./find.ts";
import type { EventsState } from "./state.ts";

type RuleInput = { EventBusName?: string | undefined };

/** What calls ask of IAM: rules and buses by ARN, events by bus, source and detail type. */
export const permissions: Permissions<"events", EventsState> = {
  PutEvents: (input, { world }) =>
    (input.Entries ?? []).map((entry) => ({
      action: "events:PutEvents",
      resources: [busArn(world, entry.EventBusName)],
      keys: { "events:source": entry.Source ?? "", "events:detail-type": entry.DetailType ?? "" },
    })),
  PutRule: (input, { world }) => [...onRule(world, "PutRule", input.Name, input), ...passRoles([input.RoleArn])],
  DescribeRule: (input, { world }) => onRule(world, "DescribeRule", input.Name, input),
  EnableRule: (input, { world }) => onRule(world, "EnableRule", input.Name, input),
  DisableRule: (input, { world }) => onRule(world, "DisableRule", input.Name, input),
  DeleteRule: (input, { world }) => onRule(world, "DeleteRule", input.Name, input),
  PutTargets: (input, { world }) => [
    ...onRule(world, "PutTargets", input.Rule, input),
    ...passRoles((input.Targets ?? []).map((target) => target.RoleArn)),
  ],
  ListTargetsByRule: (input, { world }) => onRule(world, "ListTargetsByRule", input.Rule, input),
  RemoveTargets: (input, { world }) => onRule(world, "RemoveTargets", input.Rule, input),
  CreateEventBus: (input, { world }) => onBus(world, "CreateEventBus", input.Name),
  DescribeEventBus: (input, { world }) => onBus(world, "DescribeEventBus", input.Name),
  DeleteEventBus: (input, { world }) => onBus(world, "DeleteEventBus", input.Name),
  PutPermission: (input, { world }) => onBus(world, "PutPermission", input.EventBusName),
  RemovePermission: (input, { world }) => onBus(world, "RemovePermission", input.EventBusName),
  TagResource: (input) => [{ action: "events:TagResource", resources: [input.ResourceARN as string] }],
  UntagResource: (input) => [{ action: "events:UntagResource", resources: [input.ResourceARN as string] }],
  ListTagsForResource: (input) => [{ action: "events:ListTagsForResource", resources: [input.ResourceARN as string] }],
};

function busArn(world: World, nameOrArn: string | undefined): string {
  return arn(world, "events", `event-bus/${busName(nameOrArn)}`);
}

function onBus(world: World, operation: string, nameOrArn: string | undefined): Permission[] {
  return [{ action: `events:${operation}`, resources: [busArn(world, nameOrArn)] }];
}

function onRule(world: World, operation: string, name: string | undefined, input: RuleInput): Permission[] {
  return [{ action: `events:${operation}`, resources: [ruleArn(world, busName(input.EventBusName), name ?? "")] }];
}

function passRoles(roles: readonly (string | undefined)[]): Permission[] {
  return roles
    .filter((role) => role !== undefined)
    .map((role) => ({
      action: "iam:PassRole",
      resources: [role],
      keys: { "iam:PassedToService": "events.amazonaws.com" },
    }));
}
