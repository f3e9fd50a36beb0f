import type { ServiceRecord, Services } from "./services.ts";

const pageSize = 200;

/**
 * All services, page by page. What follows from their manifests (who uses a repository, who a secret) is found so,
 * and no index can be out of date; it is asked when images are pushed and secrets change, which is rare.
 */
export async function* eachService(services: Pick<Services, "list">): AsyncGenerator<ServiceRecord> {
  let cursor: string | undefined;
  do {
    const page = await services.list({ limit: pageSize, ...(cursor !== undefined && { cursor }) });
    yield* page.services;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
