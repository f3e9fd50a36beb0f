import type { Keys, Template } from "./policy.ts";
import { fill, matches } from "./template.ts";

/** One condition operator: whether a request's value fits one of the policy's. */
export interface Operator {
  test(actual: string, wanted: Template, keys: Keys): boolean;
  /** `StringNotEquals` and its like hold when no value of the policy fits, and when the key is absent. */
  readonly negated: boolean;
}

type Test = Operator["test"];

const filled =
  (test: (actual: string, wanted: string) => boolean): Test =>
  (actual, template, keys) => {
    const wanted = fill(template, keys);
    return wanted !== undefined && test(actual, wanted);
  };

const numeric = (test: (actual: number, wanted: number) => boolean): Test =>
  filled((actual, wanted) => test(number(actual), number(wanted)));

const date = (test: (actual: number, wanted: number) => boolean): Test =>
  filled((actual, wanted) => test(instant(actual), instant(wanted)));

const stringEquals = filled((actual, wanted) => actual === wanted);
const stringEqualsIgnoreCase = filled((actual, wanted) => actual.toLowerCase() === wanted.toLowerCase());
const stringLike: Test = (actual, wanted, keys) => matches(wanted, keys, actual);
const arnLike: Test = (actual, wanted, keys) => matches(wanted, keys, actual, { arn: true });
const ipAddress = filled((actual, wanted) => inNetwork(actual, wanted));

const holds = (test: Test): Operator => ({ test, negated: false });
const holdsNot = (test: Test): Operator => ({ test, negated: true });

/** Every operator that the evaluator understands besides `Null`, which asks for a key and not for its value. */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: holds(stringEquals),
  StringNotEquals: holdsNot(stringEquals),
  StringEqualsIgnoreCase: holds(stringEqualsIgnoreCase),
  StringNotEqualsIgnoreCase: holdsNot(stringEqualsIgnoreCase),
  StringLike: holds(stringLike),
  StringNotLike: holdsNot(stringLike),
  ArnEquals: holds(arnLike),
  ArnLike: holds(arnLike),
  ArnNotEquals: holdsNot(arnLike),
  ArnNotLike: holdsNot(arnLike),
  NumericEquals: holds(numeric((actual, wanted) => actual === wanted)),
  NumericNotEquals: holdsNot(numeric((actual, wanted) => actual === wanted)),
  NumericLessThan: holds(numeric((actual, wanted) => actual < wanted)),
  NumericLessThanEquals: holds(numeric((actual, wanted) => actual <= wanted)),
  NumericGreaterThan: holds(numeric((actual, wanted) => actual > wanted)),
  NumericGreaterThanEquals: holds(numeric((actual, wanted) => actual >= wanted)),
  DateEquals: holds(date((actual, wanted) => actual === wanted)),
  DateNotEquals: holdsNot(date((actual, wanted) => actual === wanted)),
  DateLessThan: holds(date((actual, wanted) => actual < wanted)),
  DateLessThanEquals: holds(date((actual, wanted) => actual <= wanted)),
  DateGreaterThan: holds(date((actual, wanted) => actual > wanted)),
  DateGreaterThanEquals: holds(date((actual, wanted) => actual >= wanted)),
  Bool: holds(stringEqualsIgnoreCase),
  IpAddress: holds(ipAddress),
  NotIpAddress: holdsNot(ipAddress),
};

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new Error(`A condition compares ${text}, which is not a number.`);
  return value;
}

function instant(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(value)) throw new Error(`A condition compares ${text}, which is not a date.`);
  return value;
}

function inNetwork(address: string, network: string): boolean {
  const [base = "", length = "32"] = network.split("/");
  const shift = 2 ** (32 - Number(length));
  return Math.floor(ipv4(address) / shift) === Math.floor(ipv4(base) / shift);
}

function ipv4(address: string): number {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255)))
    throw new Error(`A condition compares ${address}, which is not an IPv4 address; others are not understood.`);
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
