import type { ActualTaskDefinition } from "../../../../../shared/plan/facts.ts";
import type { PlannedTaskDefinition } from "../../../../../shared/plan/plan.ts";
import type { Found } from "../../../../../shared/ports/found.ts";
import type { TaskDefinitions } from "../../../../../shared/ports/task-definitions.ts";

export interface FakeTaskDefinitions extends TaskDefinitions {
  readonly all: Map<string, Found<ActualTaskDefinition>>;
  /** The revisions that are ACTIVE, the oldest first. */
  active(): number[];
}

export function fakeTaskDefinitions(): FakeTaskDefinitions {
  const all = new Map<string, Found<ActualTaskDefinition>>();
  const ofFamily = (family: string) => [...all.values()].filter((one) => one.family === family);
  return {
    all,
    active: () => [...all.values()].filter(({ status }) => status === "ACTIVE").map(({ revision }) => revision),
    find: async (arn) => all.get(arn),
    async newest(family, limit) {
      const arns = ofFamily(family)
        .filter(({ status }) => status === "ACTIVE")
        .map(({ arn }) => arn);
      return arns.toReversed().slice(0, limit);
    },
    async register(definition) {
      const revision = ofFamily(definition.family).length + 1;
      const registered = toActual(definition, revision);
      all.set(registered.arn, registered);
      return registered;
    },
    async deregister(arn) {
      const one = all.get(arn);
      if (one !== undefined) all.set(arn, { ...one, status: "INACTIVE" });
    },
  };
}

function toActual({ container, ...definition }: PlannedTaskDefinition, revision: number): Found<ActualTaskDefinition> {
  return {
    ...definition,
    arn: `arn:task-definition/${definition.family}:${revision}`,
    revision,
    status: "ACTIVE",
    containers: [container],
  };
}
