import type { ImagesPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { createImagesPort, createPushPort, type PushPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** Elastic Container Registry: repositories of local images, which are folders with a command. */
export function createEcr(host: Host): { service: Service; port: ImagesPort; push: PushPort } {
  const state = emptyState();
  host.cloud.tags.provide(
    () =>
      [...state.repositories.values()].map(({ arn, resourceTags }) => ({
        arn,
        tags: Object.fromEntries(resourceTags),
      })),
    "ecr",
  );
  return {
    service: defineService({ kind: "ecr", prefix: "ecr", host, state, actions, permissions }),
    port: createImagesPort(host, state),
    push: createPushPort(host, state),
  };
}
