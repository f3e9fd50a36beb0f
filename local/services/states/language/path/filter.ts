import { type Json, sameJson } from "../json.ts";
import { type Literal, readSteps, type Step } from "./parse.ts";
import { follow } from "./read.ts";
import type { Reader } from "./reader.ts";

/** The condition in `[?(…)]`: alternatives of conjunctions of comparisons. */
export type Filter = readonly (readonly Comparison[])[];

interface Comparison {
  readonly negated: boolean;
  readonly steps: readonly Step[];
  readonly operator?: Operator;
  readonly literal?: Literal;
}

type Operator = "==" | "!=" | "<=" | ">=" | "<" | ">";

/** Reads `(@.a == 'x' && @.b > 1 || !@.c)`, from after the question mark. */
export function parseFilter(reader: Reader): Filter {
  const alternatives: Comparison[][] = [];
  reader.expect("(");
  do {
    const conjunction: Comparison[] = [];
    do conjunction.push(readComparison(reader));
    while (reader.take("&&"));
    alternatives.push(conjunction);
  } while (reader.take("||"));
  reader.expect(")");
  return alternatives;
}

function readComparison(reader: Reader): Comparison {
  reader.space();
  const negated = reader.take("!");
  reader.expect("@");
  const steps = readSteps(reader);
  reader.space();
  const operator = reader.matches(/==|!=|<=|>=|<|>/y) as Operator | undefined;
  if (!operator) return { negated, steps };
  reader.space();
  const literal = readLiteral(reader);
  reader.space();
  return { negated, steps, operator, literal };
}

function readLiteral(reader: Reader): Literal {
  if (reader.sees("'") || reader.sees('"')) return reader.quoted();
  return JSON.parse(reader.match(/-?\d+(\.\d+)?|true|false|null/y)) as Literal;
}

export function fulfils(filter: Filter, item: Json): boolean {
  return filter.some((conjunction) =>
    conjunction.every((comparison) => holds(comparison, item) !== comparison.negated),
  );
}

function holds({ steps, operator, literal }: Comparison, item: Json): boolean {
  const found = follow(steps, item);
  if (found.values.length === 0) return operator === "!=";
  if (!operator) return true;
  return compare(operator, found.values[0] as Json, literal as Literal);
}

function compare(operator: Operator, left: Json, right: Literal): boolean {
  if (operator === "==") return sameJson(left, right);
  if (operator === "!=") return !sameJson(left, right);
  const comparable = typeof left === typeof right && (typeof left === "number" || typeof left === "string");
  if (!comparable) return false;
  const [a, b] = [left as string | number, right as string | number];
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}
