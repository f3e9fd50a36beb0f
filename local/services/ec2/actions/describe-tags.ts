import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import { resourceType } from "../ids.ts";
import { page } from "../pages.ts";
import type { Ec2State } from "../state.ts";

interface Row {
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

const fields: Fields<Row> = {
  "resource-id": (row) => row.id,
  "resource-type": (row) => resourceType(row.id),
  key: (row) => row.key,
  value: (row) => row.value,
};

export const describeTags: Action<"ec2", "DescribeTags", Ec2State> = (input, { state }) => {
  const rows = [...state.tags].flatMap(([id, tags]) => [...tags].map(([key, value]): Row => ({ id, key, value })));
  const found = applyFilters(rows, input.Filters, fields, (row) => state.tags.get(row.id));
  const { items, ...rest } = page(found, input);
  return {
    Tags: items.map((row) => ({
      ResourceId: row.id,
      ResourceType: resourceType(row.id) as never,
      Key: row.key,
      Value: row.value,
    })),
    ...rest,
  };
};
