import type { Table } from "../ports/table.ts";
import { keys } from "./keys.ts";
import type { ServiceRecord, Services } from "./services.ts";

/** Goes round all services, a few at a time, so that each has its turn however many there are. */
export interface Rounds {
  /**
   * The services whose turn it is, by name from where the last turn of that round ended; after the last service it
   * begins anew.
   */
  next(limit: number, round?: "SERVICES" | "IMAGES"): Promise<readonly ServiceRecord[]>;
}

export function createRounds(table: Table, services: Pick<Services, "list">): Rounds {
  return {
    async next(limit, round = "SERVICES") {
      const after = (await table.get(keys.round(round)))?.after as string | undefined;
      const page = await services.list({ limit, ...(after !== undefined && { cursor: after }) });
      // Where they all fit into one turn nothing is to be remembered.
      if (page.cursor !== after) await table.update(keys.round(round), { after: page.cursor });
      return page.services;
    },
  };
}
