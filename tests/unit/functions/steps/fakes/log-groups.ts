import type { ActualLogGroup } from "../../../../../shared/plan/facts.ts";
import type { Found } from "../../../../../shared/ports/found.ts";
import type { LogGroups } from "../../../../../shared/ports/log-groups.ts";

export interface FakeLogGroups extends LogGroups {
  readonly all: Map<string, Found<ActualLogGroup>>;
}

export function fakeLogGroups(...existing: Found<ActualLogGroup>[]): FakeLogGroups {
  const all = new Map(existing.map((group) => [group.name, group]));
  const change = (name: string, changes: Partial<ActualLogGroup>): void => {
    const group = all.get(name);
    if (group === undefined) throw new Error(`no log group ${name}`);
    all.set(name, { ...group, ...changes });
  };
  return {
    all,
    async find(name) {
      return all.get(name);
    },
    async create(name, tags) {
      if (all.has(name)) return "name-taken";
      all.set(name, { name, arn: `arn:log-group:${name}`, tags });
      return "created";
    },
    async setTags(arn, tags) {
      const group = [...all.values()].find((one) => one.arn === arn);
      if (group !== undefined) change(group.name, { tags: { ...group.tags, ...tags } });
    },
    async setRetention(name, retentionDays) {
      change(name, { retentionDays });
    },
  };
}
