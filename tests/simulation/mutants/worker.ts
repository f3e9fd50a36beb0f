/** Hunts one mutant, in a process of its own: the modules are loaded as the mutant wants them. */
import { breakModules, breakTemplate } from "./apply.ts";
import type { Prey } from "./mutant.ts";
import { findMutant } from "./table.ts";

/** What the process is told, as its only argument. */
export interface Task {
  readonly name: string;
  readonly last?: Prey;
  readonly most: number;
}

/** What it tells. After `suspect` it waits to hear whether the code as it is does the same. */
export type Told =
  | { readonly told: "trying"; readonly prey: Prey }
  | { readonly told: "suspect"; readonly prey: Prey; readonly found: string }
  | { readonly told: "survived" };

const { name, last, most } = JSON.parse(process.argv[2] ?? "") as Task;
const mutant = findMutant(name);
breakModules(mutant);
const { hunt, toTrial } = await import("./hunt.ts");
const { runTrial } = await import("../trial.ts");
const { editTemplate } = await import("../simulation.ts");
if (mutant.machine) editTemplate((template) => breakTemplate(template, mutant));

const tell = (told: Told): void => void process.send?.(told);
const answer = (): Promise<unknown> => new Promise((resolve) => process.once("message", resolve));

// What fails where nobody waits for it, as in a story whose function never answers, is seen by the invariants.
process.on("unhandledRejection", () => {});
for await (const prey of hunt(mutant, last, most)) {
  tell({ told: "trying", prey });
  const found = await look(prey);
  if (found === undefined) continue;
  const innocent = answer();
  tell({ told: "suspect", prey, found });
  await innocent;
}
tell({ told: "survived" });
process.disconnect?.();

async function look(prey: Prey): Promise<string | undefined> {
  try {
    const [violation] = (await runTrial(await toTrial(prey))).violations;
    return violation && `${violation.invariant}: ${violation.message}`;
  } catch (error) {
    return `it throws: ${(error as Error).message}`;
  }
}
