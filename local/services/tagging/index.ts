import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";

/** Resource Groups Tagging: finds resources of all services by their tags. It keeps nothing itself. */
export function createTagging(host: Host): { service: Service } {
  return { service: defineService({ kind: "tagging", prefix: "tag", host, state: undefined, actions }) };
}
