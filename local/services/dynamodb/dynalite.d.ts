declare module "dynalite" {
  import type { Server } from "node:http";
  /** Makes a server that speaks DynamoDB's protocol. Times are milliseconds in which tables change their state. */
  export default function dynalite(options?: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
