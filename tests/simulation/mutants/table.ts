import type { Equivalent, Mutant } from "./mutant.ts";
import { awsMutants } from "./table/aws.ts";
import { commandMutants } from "./table/commands.ts";
import { equivalents as leftOut } from "./table/equivalents.ts";
import { keptMutants } from "./table/kept.ts";
import { lifecycleMutants } from "./table/lifecycle.ts";
import { machineMutants } from "./table/machines.ts";
import { namedMutants } from "./table/named.ts";
import { resourceMutants } from "./table/resources.ts";
import { storeMutants } from "./table/store.ts";

/** Every guard that is broken in turn, the bugs with a name first. */
export const mutants: readonly Mutant[] = [
  ...namedMutants,
  ...machineMutants,
  ...resourceMutants,
  ...lifecycleMutants,
  ...storeMutants,
  ...commandMutants,
  ...awsMutants,
  ...keptMutants,
];

export const equivalents: readonly Equivalent[] = leftOut;

export function findMutant(name: string): Mutant {
  const found = mutants.find((one) => one.name === name);
  if (!found) throw new Error(`There is no mutant ${name}.`);
  return found;
}
