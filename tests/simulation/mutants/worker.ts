/** Hunts one mutant, in a process of its own: the modules are loaded as the mutant wants them. */
import type { Errand } from "../errands.ts";
import { breakModules, breakTemplate } from "./apply.ts";
import { findMutant } from "./table.ts";

/** What the process is told, as its only argument. */
export interface Task {
  readonly name: string;
  readonly last?: Errand;
  readonly most: number;
}

/** What it tells. After `suspect` it waits to hear whether the code as it is does the same. */
export type Told =
  | { readonly told: "trying"; readonly errand: Errand }
  | { readonly told: "suspect"; readonly errand: Errand; readonly found: string }
  | { readonly told: "survived" };

const { name, last, most } = JSON.parse(process.argv[2] ?? "") as Task;
const mutant = findMutant(name);
breakModules(mutant);
const { hunt } = await import("./hunt.ts");
const { runErrand } = await import("../errands.ts");
const { findSites } = await import("../world.ts");
const { editTemplate } = await import("../simulation.ts");
if (mutant.machine) editTemplate((template) => breakTemplate(template, mutant));

const tell = (told: Told): void => void process.send?.(told);
const answer = (): Promise<unknown> => new Promise((resolve) => process.once("message", resolve));

// What fails where nobody waits for it, as in a story whose function never answers, is seen by the invariants.
process.on("unhandledRejection", () => {});
for await (const errand of hunt(mutant, last, most)) {
  tell({ told: "trying", errand });
  const found = await look(errand);
  if (found === undefined) continue;
  const innocent = answer();
  tell({ told: "suspect", errand, found });
  await innocent;
}
tell({ told: "survived" });
process.disconnect?.();

async function look(errand: Errand): Promise<string | undefined> {
  const { violations } = await runErrand(errand, errand.kind === "seed" ? await findSites() : new Map());
  return violations[0] && `${violations[0].invariant}: ${violations[0].message}`;
}
