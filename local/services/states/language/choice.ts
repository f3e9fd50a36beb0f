import type { ChoiceState, Rule } from "./definition.ts";
import { Fault } from "./faults.ts";
import type { Json } from "./json.ts";
import { findPath, type Sources } from "./path/read.ts";
import { parseTimestamp } from "./timestamp.ts";

type Compare = (left: never, right: never) => boolean;

/** What a family of operators compares: which values count, and as what. What does not count never matches. */
interface Family {
  readonly comparable: (value: Json) => string | number | boolean | undefined;
  readonly operators: readonly string[];
}

const orders: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

const families: Readonly<Record<string, Family>> = {
  String: { comparable: (value) => (typeof value === "string" ? value : undefined), operators: Object.keys(orders) },
  Numeric: { comparable: (value) => (typeof value === "number" ? value : undefined), operators: Object.keys(orders) },
  Timestamp: { comparable: parseTimestamp, operators: Object.keys(orders) },
  Boolean: { comparable: (value) => (typeof value === "boolean" ? value : undefined), operators: ["Equals"] },
};

type Test = (value: Json, operand: Json) => boolean;

/** All operators which compare a value with another: `StringEquals`, `NumericLessThan`, … */
const comparisons: Readonly<Record<string, Test>> = Object.fromEntries(
  Object.entries(families).flatMap(([family, { comparable, operators }]) =>
    operators.map((operator): [string, Test] => [
      family + operator,
      (value, operand) => {
        const [left, right] = [comparable(value), comparable(operand)];
        return (
          left !== undefined && right !== undefined && (orders[operator] as Compare)(left as never, right as never)
        );
      },
    ]),
  ),
);

const kinds: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === "string",
  IsNumeric: (value) => typeof value === "number",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => parseTimestamp(value) !== undefined,
};

/** Every operator that takes a literal: those of comparison, `StringMatches`, and those that ask for a kind. */
export const operators: ReadonlySet<string> = new Set([
  ...Object.keys(comparisons),
  "StringMatches",
  "IsPresent",
  ...Object.keys(kinds),
]);

/** Every operator that takes a path to what it compares with: `StringEqualsPath`, … */
export const pathOperators: ReadonlySet<string> = new Set(
  Object.keys(comparisons).map((operator) => `${operator}Path`),
);

/** Where a Choice leads: the first rule that matches, else `Default`, else `undefined`. */
export function choose(state: ChoiceState, sources: Sources): string | undefined {
  return state.Choices.find((rule) => matches(rule, sources))?.Next ?? state.Default;
}

/** Whether a rule matches. */
export function matches(rule: Rule, sources: Sources): boolean {
  if (Array.isArray(rule.And)) return rule.And.every((inner: Rule) => matches(inner, sources));
  if (Array.isArray(rule.Or)) return rule.Or.some((inner: Rule) => matches(inner, sources));
  if (rule.Not !== undefined) return !matches(rule.Not as Rule, sources);
  const operator = Object.keys(rule).find((key) => operators.has(key) || pathOperators.has(key));
  if (operator === undefined) throw new Fault(`The rule ${JSON.stringify(rule)} has no comparison operator`);
  const found = findPath(rule.Variable as string, sources);
  if (operator === "IsPresent") return (found !== undefined) === rule.IsPresent;
  const value = present(found, rule.Variable as string);
  if (!pathOperators.has(operator)) return test(operator, value, rule[operator] as Json);
  const path = rule[operator] as string;
  return test(operator.slice(0, -"Path".length), value, present(findPath(path, sources), path));
}

function test(operator: string, value: Json, operand: Json): boolean {
  const kind = kinds[operator];
  if (kind) return kind(value) === operand;
  if (operator === "StringMatches")
    return typeof value === "string" && typeof operand === "string" && wildcard(operand).test(value);
  return comparisons[operator]?.(value, operand) ?? false;
}

function present(value: Json | undefined, path: string): Json {
  if (value === undefined)
    throw new Fault(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
  return value;
}

/** `log-*.txt`: a star stands for any characters, `\\*` for a star. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\([*\\])|\*|[^*\\]+|\\/g, (token, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return token === "*" ? "[\\s\\S]*" : token.replaceAll(/[.+?^${}()|[\]\\/-]/g, "\\$&");
  });
  return new RegExp(`^${source}$`);
}
