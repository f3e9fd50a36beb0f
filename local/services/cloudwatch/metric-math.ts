import { AwsError } from "../../edge/aws-error.ts";
import type { Datapoint } from "./evaluate.ts";

/** A number for every period, or one for all of them. */
type Value = number | readonly Datapoint[];

/**
 * Calculates an expression of metric math, period by period: `+ - * /`, brackets, numbers, the ids of other queries,
 * and FILL, ABS, MAX, MIN, SUM and IF. A period of which one part is missing has no value. Throws `ValidationError` on what it
 * does not know.
 */
export function calculate(expression: string, series: (id: string) => Datapoint[]): Datapoint[] {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|<=|>=|==|!=|[-+*/(),<>]|\S/g) ?? [];
  let position = 0;
  const next = (): string | undefined => tokens[position];
  const eat = (token: string): void => {
    if (tokens[position++] !== token) throw unknown(expression);
  };

  const comparison = (): Value => {
    let left = sum();
    for (let operator = next(); operator && Object.hasOwn(compare, operator); operator = next()) {
      position++;
      left = combine([left, sum()], compare[operator] as Combine);
    }
    return left;
  };
  const sum = (): Value => {
    let left = product();
    for (let operator = next(); operator === "+" || operator === "-"; operator = next()) {
      position++;
      left = combine([left, product()], arithmetic[operator] as Combine);
    }
    return left;
  };
  const product = (): Value => {
    let left = factor();
    for (let operator = next(); operator === "*" || operator === "/"; operator = next()) {
      position++;
      left = combine([left, factor()], arithmetic[operator] as Combine);
    }
    return left;
  };
  const factor = (): Value => {
    const token = tokens[position++];
    if (token === "-") return combine([factor()], (value) => -value);
    if (token === "(") {
      const inner = comparison();
      eat(")");
      return inner;
    }
    if (token === undefined || !/^\w/.test(token)) throw unknown(expression);
    if (/^\d/.test(token)) return Number(token);
    if (next() !== "(") return series(token);
    return call(token);
  };
  const call = (name: string): Value => {
    eat("(");
    if (name === "FILL") return fill();
    const operands = [comparison()];
    while (next() === ",") {
      position++;
      operands.push(comparison());
    }
    eat(")");
    const known = functions[name];
    if (!known) throw unknown(expression);
    return combine(operands, known);
  };
  const fill = (): Value => {
    const filled = comparison();
    eat(",");
    const repeat = next() === "REPEAT";
    if (repeat) position++;
    const instead = repeat ? undefined : comparison();
    eat(")");
    if (typeof filled === "number") return filled;
    let last: Datapoint;
    return filled.map((value) => {
      const substitute = repeat ? last : (instead as number);
      last = value ?? last;
      return value ?? substitute;
    });
  };

  const result = comparison();
  if (position < tokens.length || typeof result === "number") throw unknown(expression);
  return [...result];
}

type Combine = (...values: number[]) => number | undefined;

const arithmetic: Readonly<Record<string, Combine>> = {
  "+": (one = 0, other = 0) => one + other,
  "-": (one = 0, other = 0) => one - other,
  "*": (one = 0, other = 0) => one * other,
  "/": (one = 0, other = 0) => (other === 0 ? undefined : one / other),
};

const compare: Readonly<Record<string, Combine>> = {
  ">": (one = 0, other = 0) => Number(one > other),
  "<": (one = 0, other = 0) => Number(one < other),
  ">=": (one = 0, other = 0) => Number(one >= other),
  "<=": (one = 0, other = 0) => Number(one <= other),
  "==": (one = 0, other = 0) => Number(one === other),
  "!=": (one = 0, other = 0) => Number(one !== other),
};

const functions: Readonly<Record<string, Combine>> = {
  ABS: (value = 0) => Math.abs(value),
  MAX: (...values) => Math.max(...values),
  MIN: (...values) => Math.min(...values),
  SUM: (...values) => values.reduce((sum, value) => sum + value, 0),
  IF: (condition = 0, then = 0, otherwise = 0) => (condition === 0 ? otherwise : then),
};

/** Applies a function period by period; where a part is missing, so is the result. */
function combine(operands: readonly Value[], apply: Combine): Value {
  const length = operands.find((operand) => typeof operand !== "number") as readonly Datapoint[] | undefined;
  if (!length) return apply(...(operands as number[])) ?? 0;
  return length.map((_, index) => {
    const values = operands.map((operand) => (typeof operand === "number" ? operand : operand[index]));
    return values.every((value) => value !== undefined) ? apply(...(values as number[])) : undefined;
  });
}

function unknown(expression: string): AwsError {
  return new AwsError(
    "ValidationError",
    `The local cloud does not understand the expression ${expression}: it knows + - * / ( ), numbers, ids, FILL, ABS, MAX, MIN, SUM and IF.`,
  );
}
