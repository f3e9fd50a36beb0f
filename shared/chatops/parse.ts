import { findNearest } from "../model/nearest.ts";
import type { ChatCommand, Verb } from "./command.ts";
import { because, type Clause, grammar, otherVerbs, type Rule, usageOf, verbs, type Word } from "./grammar.ts";
import { asOneLine, isWord, type Token, tokenize } from "./tokens.ts";
import { mostReasonCharacters, values } from "./values.ts";

/** A command, or why the line is none, with what was probably meant: a line that is only shown, and never run. */
export type Parsed =
  | { readonly command: ChatCommand; readonly problem?: undefined }
  | {
      readonly command?: undefined;
      readonly problem: string;
      readonly suggestion?: string;
      /** The command that it would have been, as far as that can be told. */
      readonly verb?: Verb;
    };

type Problem = Extract<Parsed, { problem: string }>;

const mostCharacters = 3_000;

/** Reads a line of plain text as a command. Nothing but a whole command is one; an empty line asks for help. */
export function parse(text: string): Parsed {
  const read = readLine(text);
  if (read.problem === undefined || read.suggestion === undefined) return read;
  // Only what would be a command is worth suggesting.
  if (readLine(read.suggestion).command) return read;
  const { suggestion: _suggestion, ...others } = read;
  return others;
}

function readLine(text: string): Parsed {
  const line = asOneLine(text);
  if (line.length > mostCharacters)
    return { problem: `The line has ${line.length} characters, and ${mostCharacters} are the most that is read.` };
  const read = tokenize(line, because);
  if ("unclosedAt" in read)
    return { problem: `The quotation that begins at character ${read.unclosedAt + 1} has no end.` };
  const [first, ...others] = read.tokens;
  if (first === undefined) return { command: { command: "help" } };
  const verb = findVerb(first.text);
  if (verb === undefined) return unknownVerb(line, first, others);
  return readRule(line, verb, others);
}

/** Phones begin a line with a capital. */
function findVerb(word: string): Verb | undefined {
  return verbs.find((verb) => verb === word.toLowerCase());
}

function unknownVerb(line: string, first: Token, others: readonly Token[]): Parsed {
  const swapped = others[0] && findVerb(others[0].text);
  const rest = line.slice(first.to).trim();
  const likely = Object.hasOwn(otherVerbs, first.text.toLowerCase())
    ? otherVerbs[first.text.toLowerCase()]
    : (findNearest(first.text, verbs) as Verb | undefined);
  const suggestion = swapped
    ? `${swapped} ${first.text} ${line.slice(others[0]?.to).trim()}`.trim()
    : likely && `${likely} ${rest}`.trim();
  return {
    problem: `There is no command ${cut(first.text)}: \`help\` lists those that there are.`,
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** Where a rule's reading stands: what was read so far, and what is left of the line. */
interface Reading {
  readonly line: string;
  readonly verb: Verb;
  readonly rule: Rule;
  readonly members: Record<string, string | number | boolean>;
}

function readRule(line: string, verb: Verb, all: readonly Token[]): Parsed {
  const rule = grammar[verb];
  const reading: Reading = { line, verb, rule, members: {} };
  const last = all.at(-1);
  const keyword = last && isWord(last, because) ? last : undefined;
  const problem = readWords(reading, keyword ? all.slice(0, -1) : all) ?? readReason(reading, keyword);
  return problem ? { ...problem, verb } : { command: { command: verb, ...reading.members } as unknown as ChatCommand };
}

function readWords(reading: Reading, tokens: readonly Token[]): Problem | undefined {
  const { words, clauses = [] } = reading.rule;
  const rest = [...tokens];
  for (const word of words) {
    const token = rest[0];
    const isClause = token !== undefined && clauses.some(({ keyword }) => isWord(token, keyword));
    if (token === undefined || (word.optional && isClause)) {
      if (word.optional) continue;
      return { problem: `${reading.verb} wants ${article(word.value)} ${word.value}: ${usage(reading)}.` };
    }
    rest.shift();
    const problem = readValue(reading, word, token);
    if (problem) return problem;
  }
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    const problem = readClause(reading, clauses, token, rest);
    if (problem) return problem;
  }
  return undefined;
}

function readClause(reading: Reading, clauses: readonly Clause[], token: Token, rest: Token[]): Problem | undefined {
  const clause = clauses.find(({ keyword }) => isWord(token, keyword));
  if (!clause) return leftOver(reading, clauses, token);
  const { keyword, member, value } = clause;
  if (Object.hasOwn(reading.members, member)) return { problem: `${keyword} stands there twice: ${usage(reading)}.` };
  if (!value) {
    reading.members[member] = true;
    return undefined;
  }
  const given = rest.shift();
  if (!given) return { problem: `${keyword} wants ${article(value)} ${value} after it: ${usage(reading)}.` };
  return readValue(reading, { member, value }, given);
}

function readValue(reading: Reading, { member, value }: Word, token: Token): Problem | undefined {
  if (value === "command") {
    const verb = findVerb(token.text);
    if (verb === undefined) return { problem: `There is no command ${cut(token.text)}: \`help\` lists them.` };
    reading.members[member] = verb;
    return undefined;
  }
  const read = values[value].read(token.text);
  if (read === undefined) {
    const lower = values[value].read(token.text.toLowerCase());
    return {
      problem: `The ${value} ${cut(token.text)} cannot be one: it ${values[value].message}.`,
      ...(lower !== undefined && { suggestion: replaced(reading.line, token, token.text.toLowerCase()) }),
    };
  }
  reading.members[member] = read;
  return undefined;
}

function leftOver(reading: Reading, clauses: readonly Clause[], token: Token): Problem {
  const keywords = [...clauses.map(({ keyword }) => keyword), ...(reading.rule.reason ? [because] : [])];
  const plain = token.text.replace(/^[-—–]+/, "").toLowerCase();
  const likely = plain === "reason" ? keywords.find((one) => one === because) : findNearest(plain, keywords);
  return {
    problem: `${cut(token.text)} is too much for ${reading.verb}: ${usage(reading)}.`,
    ...(likely !== undefined && { suggestion: replaced(reading.line, token, likely) }),
  };
}

function readReason(reading: Reading, keyword: Token | undefined): Problem | undefined {
  const { verb, rule, line, members } = reading;
  if (!keyword)
    return rule.reason === "required" ? { problem: `${verb} wants a reason: ${usage(reading)}.` } : undefined;
  if (!rule.reason) return { problem: `${verb} takes no reason: ${usage(reading)}.` };
  const reason = line.slice(keyword.to).trim();
  if (reason === "") return { problem: `A reason must follow \`${because}\`: ${usage(reading)}.` };
  if (reason.length > mostReasonCharacters)
    return { problem: `The reason has ${reason.length} characters, and ${mostReasonCharacters} are the most.` };
  members.reason = reason;
  return undefined;
}

function replaced(line: string, { from, to }: Token, by: string): string {
  return `${line.slice(0, from)}${by}${line.slice(to)}`;
}

function usage({ verb }: Reading): string {
  return `say \`${usageOf(verb)}\``;
}

function article(value: string): string {
  return /^[aeiou]/.test(value) ? "an" : "a";
}

/** A word of the line as an answer repeats it. */
function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60).toWellFormed()}…`;
}
