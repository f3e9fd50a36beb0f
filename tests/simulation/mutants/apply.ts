import { registerHooks } from "node:module";
import type { Template } from "../../../local/stack/index.ts";
import { editMachine, type Machine } from "./machine.ts";
import { applyEdit, type Mutant } from "./mutant.ts";

const root = new URL("../../../", import.meta.url);

/** The machines by their logical ids in the template. */
const machines = { deploy: "DeployMachine", remove: "RemoveMachine" } as const;

/** From now on this process loads the mutant's files as it wants them. Nothing in the tree is changed. */
export function breakModules({ edits = [] }: Pick<Mutant, "edits">): void {
  registerHooks({
    load(url, context, nextLoad) {
      const mine = edits.filter(({ file }) => new URL(file, root).href === url);
      const loaded = nextLoad(url, context);
      if (mine.length === 0) return loaded;
      const source = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
      return { ...loaded, source: mine.reduce(applyEdit, source) };
    },
  });
}

/** The template with the mutant's machines in it. */
export function breakTemplate(template: Template, { machine: edits = [] }: Pick<Mutant, "machine">): Template {
  const broken = structuredClone(template) as unknown as Packaged;
  for (const edit of edits) {
    const { Properties } = broken.Resources[machines[edit.machine]] as PackagedMachine;
    const definition = JSON.parse(Properties.DefinitionString) as Machine;
    Properties.DefinitionString = JSON.stringify(editMachine(definition, edit));
  }
  return broken as unknown as Template;
}

interface Packaged {
  readonly Resources: Readonly<Record<string, unknown>>;
}

interface PackagedMachine {
  readonly Properties: { DefinitionString: string };
}
