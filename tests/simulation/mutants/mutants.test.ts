import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { editMachine, type Machine } from "./machine.ts";
import { applyEdit, type Edit } from "./mutant.ts";
import { equivalents, mutants } from "./table.ts";

const root = new URL("../../../", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), "utf8");
const all = [...mutants, ...equivalents];

/** What is wrong with the edits of one mutant, file by file, as they are made one after the other. */
function problemsOf(edits: readonly Edit[]): string[] {
  const texts = new Map<string, string>();
  try {
    for (const edit of edits) {
      const before = texts.get(edit.file) ?? read(edit.file);
      texts.set(edit.file, applyEdit(before, edit));
    }
    for (const text of texts.values()) stripTypeScriptTypes(text);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

describe("mutants", () => {
  test("each breaks a fragment that stands in its file exactly once, and what it makes is still a program", () => {
    const problems = all.flatMap(({ name, edits = [] }) => problemsOf(edits).map((problem) => `${name}: ${problem}`));

    expect(problems).toEqual([]);
  });

  test("each changes something, and the machines that it changes have the states which it names", () => {
    const problems = all.flatMap(({ name, edits = [], machine = [] }) => {
      if (edits.length + machine.length === 0) return [`${name} changes nothing`];
      return machine.flatMap((edit) => {
        const definition = JSON.parse(read(`statemachines/${edit.machine}/machine.asl.json`)) as Machine;
        try {
          editMachine(definition, edit);
          return [];
        } catch (error) {
          return [`${name}: ${(error as Error).message}`];
        }
      });
    });

    expect(problems).toEqual([]);
  });

  test("each has a name of its own, and says what it breaks; a named bug says where it was reported", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, kind, guards, report } of all) {
      expect({ name, isSentence: /^[A-Z].*\.$/.test(guards) }).toEqual({ name, isSentence: true });
      expect({ name, hasReport: report !== undefined }).toEqual({ name, hasReport: kind === "named" });
    }
  });

  test("there are mutants of both kinds", () => {
    expect(mutants.filter(({ kind }) => kind === "named").length).toBeGreaterThanOrEqual(15);
    expect(mutants.filter(({ kind }) => kind === "guard").length).toBeGreaterThanOrEqual(90);
  });
});
