import { fork } from "node:child_process";
import { type Errand, replayOf, runErrand } from "../errands.ts";
import { findSites } from "../world.ts";
import type { Mutant } from "./mutant.ts";
import type { Task, Told } from "./worker.ts";

/** What came of one mutant. */
export interface Hunted {
  readonly mutant: Mutant;
  readonly runs: number;
  /** Where it was caught, and by what; nothing where it survived. */
  readonly caught?: { readonly errand: Errand; readonly by: string };
}

export interface HuntOptions {
  /** How many runs are tried after those that are likeliest. */
  readonly most: number;
  readonly last: (name: string) => Errand | undefined;
  readonly processes: number;
  tell(hunted: Hunted): void;
}

/** A run that has not ended by now never ends. */
const silentSeconds = 240;

/** Hunts all of them, a process each, a few at once. */
export async function huntAll(mutants: readonly Mutant[], options: HuntOptions): Promise<readonly Hunted[]> {
  const waiting = [...mutants];
  const hunted: Hunted[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const one = await huntOne(next, options);
      hunted.push(one);
      options.tell(one);
    }
  };
  await Promise.all(Array.from({ length: options.processes }, work));
  return hunted;
}

function huntOne(mutant: Mutant, { most, last }: HuntOptions): Promise<Hunted> {
  const known = last(mutant.name);
  const task: Task = { name: mutant.name, most, ...(known && { last: known }) };
  const child = fork(new URL("./worker.ts", import.meta.url), [JSON.stringify(task)], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise((resolve, reject) => {
    let runs = 0;
    let trying: Errand | undefined;
    let timer: NodeJS.Timeout | undefined;
    const end = (hunted: Hunted): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      resolve(hunted);
    };
    const judge = async (errand: Errand, by: string): Promise<void> => {
      if (await holds(errand)) return end({ mutant, runs, caught: { errand, by } });
      child.send("innocent");
    };
    child.on("message", (told: Told) => {
      clearTimeout(timer);
      switch (told.told) {
        case "trying":
          runs++;
          trying = told.errand;
          timer = setTimeout(
            () => trying && end({ mutant, runs, caught: { errand: trying, by: "it never ends" } }),
            silentSeconds * 1000,
          );
          return;
        case "suspect":
          judge(told.errand, told.found).catch(reject);
          return;
        case "survived":
          end({ mutant, runs });
      }
    });
    child.on("exit", (code, signal) => {
      if (signal === "SIGKILL") return;
      if (trying && code !== 0)
        end({ mutant, runs, caught: { errand: trying, by: `the process ends with ${code ?? signal}` } });
      else if (code !== 0) reject(new Error(`${mutant.name} cannot be loaded: exit ${code ?? signal}.`));
    });
  });
}

const known = new Map<string, Promise<boolean>>();

/** Whether the code as it is comes through the run: only then it is the mutant that was caught. */
function holds(errand: Errand): Promise<boolean> {
  const name = replayOf(errand);
  const checked = known.get(name) ?? check(errand);
  known.set(name, checked);
  return checked;
}

async function check(errand: Errand): Promise<boolean> {
  const { violations } = await runErrand(errand, errand.kind === "seed" ? await findSites() : new Map());
  return violations.length === 0;
}
