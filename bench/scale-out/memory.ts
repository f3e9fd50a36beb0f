import { createScaling, type Scaling, type ScalingRecord } from "../../shared/store/scaling.ts";
import { countedTable, type TableUse } from "./table.ts";

/** Every so many writes one is made in earnest, to learn what they cost. */
const sampled = 64;

/**
 * What the scaler remembers, not packed as in the table, since packing is two fifths of what a run takes. What writes
 * cost is learned from the table's own, to which every 64th goes as well; a record is always read as one unit.
 */
export function unpackedScaling(use: TableUse): Scaling {
  const records = new Map<string, ScalingRecord>();
  const sample = countedTable();
  const packed = createScaling(sample.table);
  let writes = 0;
  let unitsAWrite = 1;
  return {
    async find(service) {
      use.readUnits++;
      return records.get(service);
    },
    async save(record, before) {
      if (records.get(record.service)?.version !== before?.version) return false;
      records.set(record.service, record);
      if (writes++ % sampled === 0) {
        await packed.remove(record.service);
        const units = sample.use.writeUnits;
        await packed.save(record, undefined);
        unitsAWrite += (sample.use.writeUnits - units - unitsAWrite) / Math.ceil(writes / sampled);
      }
      use.writeUnits += unitsAWrite;
      return true;
    },
    async remove(service) {
      records.delete(service);
    },
  };
}
