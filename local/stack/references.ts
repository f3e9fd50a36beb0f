import { isObject } from "./template.ts";

/** The names that a value refers to by `Ref`, `Fn::GetAtt` and `Fn::Sub`: resources, parameters, pseudo parameters. */
export function references(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const element of value) collect(element, found);
  if (!isObject(value)) return;
  for (const [key, operand] of Object.entries(value)) {
    if (key === "Ref") found.add(String(operand));
    else if (key === "Fn::GetAtt")
      found.add(String(typeof operand === "string" ? operand.split(".")[0] : (operand as unknown[])[0]));
    else if (key === "Fn::Sub") collectSubstitutions(operand, found);
    else collect(operand, found);
  }
}

function collectSubstitutions(operand: unknown, found: Set<string>): void {
  const [text, variables] = Array.isArray(operand) ? (operand as [string, unknown]) : [operand as string, {}];
  const given = isObject(variables) ? variables : {};
  for (const [, name = ""] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    if (!Object.hasOwn(given, name)) found.add(name.split(".")[0] as string);
  }
  collect(variables, found);
}
