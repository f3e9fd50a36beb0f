import { isIP } from "node:net";
import { isScalar } from "./matcher.ts";

type Complain = (reason: string) => Error;

const numericOperators = ["=", "<", "<=", ">", ">="];

/** Throws what `complain` makes of the reason when one element of a field's list is not a matcher. */
export function checkMatcher(matcher: unknown, path: string, complain: Complain): void {
  if (isScalar(matcher)) return;
  const entries = Object.entries(matcher as object);
  const [operator, operand] = entries[0] ?? ["", undefined];
  if (entries.length !== 1 || Array.isArray(matcher))
    throw complain(
      `Match value must be String, number, true, false, or null, or an object with one operator at "${path}"`,
    );
  const check = checks[operator];
  if (!check) throw complain(`Unrecognized match type ${operator} at "${path}"`);
  const problem = check(operand);
  if (problem) throw complain(`${problem} at "${path}"`);
}

/** What is wrong with an operator's operand, if anything. */
const checks: Readonly<Record<string, (operand: unknown) => string | undefined>> = {
  exists: (operand) => (typeof operand === "boolean" ? undefined : "exists match pattern must be either true or false"),
  prefix: (operand) => affixProblem(operand, "prefix"),
  suffix: (operand) => affixProblem(operand, "suffix"),
  "equals-ignore-case": (operand) =>
    typeof operand === "string" ? undefined : "equals-ignore-case match pattern must be a string",
  wildcard: wildcardProblem,
  cidr: (operand) => (isBlock(operand) ? undefined : "Malformed CIDR, one '/' required"),
  numeric: numericProblem,
  "anything-but": anythingButProblem,
};

/** A string, or an object with `equals-ignore-case`. */
function affixProblem(operand: unknown, operator: string): string | undefined {
  if (typeof operand === "string") return undefined;
  const inner = typeof operand === "object" && operand !== null ? Object.entries(operand) : [];
  const holds = inner.length === 1 && inner[0]?.[0] === "equals-ignore-case" && typeof inner[0][1] === "string";
  return holds ? undefined : `${operator} match pattern must be a string`;
}

function wildcardProblem(operand: unknown): string | undefined {
  if (typeof operand !== "string") return "wildcard match pattern must be a string";
  return operand.includes("**") ? "Consecutive wildcard characters" : undefined;
}

function isBlock(operand: unknown): boolean {
  if (typeof operand !== "string") return false;
  const [network = "", bits = ""] = operand.split("/");
  const version = isIP(network);
  return version !== 0 && /^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

function numericProblem(operand: unknown): string | undefined {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0)
    return "Value of numeric must be an array of operators and numbers";
  for (let index = 0; index < operand.length; index += 2) {
    if (!numericOperators.includes(operand[index])) return `Unrecognized numeric range operator: ${operand[index]}`;
    if (typeof operand[index + 1] !== "number") return `Value of ${operand[index]} must be numeric`;
  }
  return operand.length > 4 ? "Too many terms in numeric range" : undefined;
}

function anythingButProblem(operand: unknown): string | undefined {
  if (isScalar(operand)) return undefined;
  if (Array.isArray(operand))
    return operand.length > 0 && operand.every(isScalar)
      ? undefined
      : "Inside anything-but list, only strings, numbers, booleans and null are supported";
  const entries = Object.entries(operand as object);
  const [operator = "", value] = entries[0] ?? [];
  if (entries.length !== 1 || !["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator))
    return `Unsupported anything-but pattern: ${operator}`;
  const texts: unknown[] = [value].flat();
  return texts.length > 0 && texts.every((each) => typeof each === "string")
    ? undefined
    : `${operator} match pattern must be a string or a list of strings`;
}
