import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { findParameter } from "./find.ts";
import { permissions } from "./permissions.ts";
import { emptyState, latest } from "./state.ts";

/** What reads a parameter's value by name or ARN. */
export type ReadParameter = (nameOrArn: string) => string | undefined;

/** Systems Manager's Parameter Store: parameters with their versions and tags. Labels and policies are not kept. */
export function createSsm(host: Host): { service: Service; read: ReadParameter } {
  const state = emptyState();
  host.cloud.tags.provide(() =>
    [...state.parameters.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
  );
  return {
    service: defineService({ kind: "ssm", prefix: "ssm", host, state, actions, permissions }),
    read: (nameOrArn) => {
      const parameter = findParameter(state, nameOrArn);
      return parameter && latest(parameter).value;
    },
  };
}
