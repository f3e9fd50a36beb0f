import type { Tags } from "../plan/plan.ts";

/** Tags as ECS writes them. */
export function toLowerPairs(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

export function fromLowerPairs(pairs: readonly { key?: string; value?: string }[] = []): Tags {
  return Object.fromEntries(pairs.map(({ key = "", value = "" }) => [key, value]));
}

/** Tags as EC2 and Elastic Load Balancing write them. */
export function toUpperPairs(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function fromUpperPairs(pairs: readonly { Key?: string; Value?: string }[] = []): Tags {
  return Object.fromEntries(pairs.map(({ Key = "", Value = "" }) => [Key, Value]));
}
