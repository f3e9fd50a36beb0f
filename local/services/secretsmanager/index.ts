import type { SecretsPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import type { ReadParameter } from "../ssm/index.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { createSecretsPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** Secrets Manager. Its port reads parameters too, since a container's secrets may be either. */
export function createSecretsManager(
  host: Host,
  readParameter: ReadParameter,
): { service: Service; port: SecretsPort } {
  const state = emptyState();
  host.cloud.tags.provide(() =>
    [...state.secrets.values()].map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
  );
  return {
    service: defineService({ kind: "secretsmanager", prefix: "secretsmanager", host, state, actions, permissions }),
    port: createSecretsPort(host.world, state, readParameter),
  };
}
