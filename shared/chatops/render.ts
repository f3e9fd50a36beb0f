import type { ChatCommand } from "./command.ts";
import { because, grammar } from "./grammar.ts";
import { quote } from "./tokens.ts";

/** A command as the one line that says it, which is read back as the same command. */
export function render(command: ChatCommand): string {
  const { words, clauses = [], reason } = grammar[command.command];
  const members = command as unknown as Readonly<Record<string, string | number | boolean | undefined>>;
  const said = [
    ...words.map(({ member }) => members[member]),
    ...clauses.flatMap(({ keyword, member, value }) => {
      const given = members[member];
      if (given === undefined || given === false) return [];
      return value ? [keyword, quote(String(given))] : [keyword];
    }),
    ...(reason && members.reason !== undefined ? [because, members.reason] : []),
  ];
  return [command.command, ...said.filter((word) => word !== undefined)].join(" ");
}
