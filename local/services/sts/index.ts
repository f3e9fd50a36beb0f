import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";

/** Makes the local STS. */
export function createSts(host: Host): { service: Service } {
  return { service: defineService({ kind: "sts", prefix: "sts", host, state: {}, actions, permissions }) };
}
