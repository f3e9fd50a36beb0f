import type { ServiceRecord } from "../store/services.ts";
import type { Store } from "../store/store.ts";
import { Rejected } from "./rejection.ts";

/** The service, or a rejection that says how to find the right name. */
export async function requireService(store: Store, name: string): Promise<ServiceRecord> {
  const service = await store.services.find(name);
  if (!service) throw new Rejected("notFound", `There is no service ${name}: GET /v1/services lists those that are.`);
  return service;
}
