import { memoryTable } from "../simulation/memory-table.ts";
import { tableConformance } from "./table.ts";

tableConformance("the table in memory", async () => ({ table: memoryTable(), pk: "P" }));
