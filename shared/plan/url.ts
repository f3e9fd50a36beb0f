import type { Outputs } from "../steps/contract.ts";
import type { Plan } from "./plan.ts";
import { isReference, resolveKnown } from "./reference.ts";

/** Where the service answers, once its load balancer is known; a worker answers nowhere. */
export function serviceUrl({ url }: Plan, outputs: Outputs): string | undefined {
  if (url === undefined) return undefined;
  const host = resolveKnown(url.host, outputs);
  return isReference(host) ? undefined : `${url.scheme}://${host}`;
}
