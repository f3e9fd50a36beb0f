import { operators, pathOperators } from "../choice.ts";
import { isObject } from "../json.ts";
import type { Report } from "./diagnostic.ts";
import { isPath } from "./values.ts";

/** Checks the rules of a Choice. Only the outermost ones lead somewhere. */
export function checkRule(rule: unknown, location: string, report: Report, outermost = true): void {
  if (!isObject(rule)) {
    report(location, "Expected value of type Object");
    return;
  }
  if (outermost && typeof rule.Next !== "string") report(location, "These fields are required: [Next]");
  if (!outermost && rule.Next !== undefined) report(`${location}/Next`, "Field is not supported");
  const used = Object.keys(rule).filter((key) => !["Next", "Comment", "Variable"].includes(key));
  const [operator] = used;
  if (used.length !== 1 || operator === undefined) {
    report(location, "A choice rule must have exactly one of And, Or, Not or a comparison operator");
    return;
  }
  const operand = rule[operator];
  if (operator === "And" || operator === "Or") {
    if (!Array.isArray(operand) || operand.length === 0) {
      report(`${location}/${operator}`, "Expected a non-empty Array");
      return;
    }
    for (const [index, inner] of operand.entries())
      checkRule(inner, `${location}/${operator}[${index}]`, report, false);
    return;
  }
  if (operator === "Not") {
    checkRule(operand, `${location}/Not`, report, false);
    return;
  }
  if (!operators.has(operator) && !pathOperators.has(operator)) {
    report(`${location}/${operator}`, "Field is not supported");
    return;
  }
  if (!isPath(rule.Variable)) report(`${location}/Variable`, "Value is not a valid JSONPath");
  checkOperand(operator, operand, `${location}/${operator}`, report);
}

function checkOperand(operator: string, operand: unknown, location: string, report: Report): void {
  if (pathOperators.has(operator)) {
    if (!isPath(operand)) report(location, "Value is not a valid JSONPath");
    return;
  }
  const expected = /^(Is|Boolean)/.test(operator) ? "boolean" : operator.startsWith("Numeric") ? "number" : "string";
  if (typeof operand !== expected) report(location, `Expected a value of type ${expected}`);
}
