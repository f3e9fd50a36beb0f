import type { Keys, Template, TemplatePart } from "./policy.ts";

/** Splits a policy's text at its variables. Documents older than 2012-10-17 have none: there `${…}` is plain text. */
export function parseTemplate(text: string, variables: boolean): Template {
  if (!variables) return [{ kind: "text", text }];
  return text
    .split(/(\$\{[^}]*\})/)
    .filter((part) => part !== "")
    .map(parsePart);
}

function parsePart(part: string): TemplatePart {
  if (!part.startsWith("${")) return { kind: "text", text: part };
  const content = part.slice(2, -1).trim();
  if (content === "*" || content === "?" || content === "$") return { kind: "literal", text: content };
  const [, key, fallback] = /^([^,\s]+)\s*(?:,\s*'([^']*)')?$/.exec(content) ?? [];
  if (!key) throw new Error(`The policy variable ${part} is not understood.`);
  return { kind: "variable", key: key.toLowerCase(), ...(fallback !== undefined && { fallback }) };
}

/** Fills the variables in and takes wildcards as they are written. `undefined` when a variable has no single value. */
export function fill(template: Template, keys: Keys): string | undefined {
  let filled = "";
  for (const part of template) {
    const text = part.kind === "variable" ? variableValue(part, keys) : part.text;
    if (text === undefined) return undefined;
    filled += text;
  }
  return filled;
}

/**
 * Whether a text matches, `*` and `?` being wildcards. With `arn` no wildcard reaches over one of the colons that
 * part an ARN: only in the last part, the resource, may `*` stand for anything.
 */
export function matches(
  template: Template,
  keys: Keys,
  text: string,
  options: { arn?: boolean; ignoreCase?: boolean } = {},
): boolean {
  const pattern = patternOf(template, keys, options);
  return pattern?.test(text) ?? false;
}

/** A template without variables is compiled once: it stands in one place of a policy, always asked with the same options. */
const patterns = new WeakMap<Template, RegExp>();

function patternOf(
  template: Template,
  keys: Keys,
  options: { arn?: boolean; ignoreCase?: boolean },
): RegExp | undefined {
  const known = patterns.get(template);
  if (known) return known;
  let colons = 0;
  let source = "";
  for (const part of template) {
    const text = part.kind === "variable" ? variableValue(part, keys) : part.text;
    if (text === undefined) return undefined;
    for (const character of text) {
      if (character === ":") colons++;
      source += part.kind === "text" ? wildcard(character, options.arn === true && colons < 5) : escaped(character);
    }
  }
  const pattern = new RegExp(`^${source}$`, options.ignoreCase ? "is" : "s");
  if (template.every((part) => part.kind !== "variable")) patterns.set(template, pattern);
  return pattern;
}

function wildcard(character: string, withinPart: boolean): string {
  if (character === "*") return withinPart ? "[^:]*" : ".*";
  if (character === "?") return withinPart ? "[^:]" : ".";
  return escaped(character);
}

function escaped(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
}

function variableValue(part: { readonly key: string; readonly fallback?: string }, keys: Keys): string | undefined {
  const values = keys.get(part.key);
  return values?.length === 1 ? values[0] : part.fallback;
}
