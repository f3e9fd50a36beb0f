import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Condition, Value } from "../ports/table.ts";
import { toAttribute } from "./table-values.ts";

/**
 * DynamoDB's expressions name attributes and values by placeholders (`#c0`, `:c0`), since any plain name could be one
 * of its 573 reserved words.
 */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** `ConditionExpression` and its placeholders: all conditions must hold. Nothing where there are none. */
export function conditionExpression(conditions: readonly Condition[]): Placeholders & { ConditionExpression?: string } {
  if (conditions.length === 0) return {};
  const placeholders = collect("c");
  const write = (condition: Condition): string => {
    if (condition.kind === "any") return `(${condition.of.map(write).join(" OR ")})`;
    const name = placeholders.name(condition.attribute);
    switch (condition.kind) {
      case "absent":
        return `attribute_not_exists(${name})`;
      case "present":
        return `attribute_exists(${name})`;
      case "equals": {
        const path = condition.member === undefined ? name : `${name}.${placeholders.name(condition.member)}`;
        return `${path} = ${placeholders.value(condition.value)}`;
      }
      case "lessThan":
        return `${name} < ${placeholders.value(condition.value)}`;
    }
  };
  return { ConditionExpression: conditions.map(write).join(" AND "), ...placeholders.written() };
}

/** `UpdateExpression` and its placeholders: sets what has a value, removes what is `undefined`. */
export function updateExpression(
  changes: Readonly<Record<string, Value | undefined>>,
): Placeholders & { UpdateExpression?: string } {
  const placeholders = collect("u");
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [attribute, value] of Object.entries(changes)) {
    const name = placeholders.name(attribute);
    if (value === undefined) removes.push(name);
    else sets.push(`${name} = ${placeholders.value(value)}`);
  }
  const clauses = [
    ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
    ...(removes.length > 0 ? [`REMOVE ${removes.join(", ")}`] : []),
  ];
  return clauses.length === 0 ? {} : { UpdateExpression: clauses.join(" "), ...placeholders.written() };
}

/** The placeholders of two expressions in one request. */
export function attributeNames(one: Placeholders, other: Placeholders): Placeholders {
  const names = { ...one.ExpressionAttributeNames, ...other.ExpressionAttributeNames };
  const values = { ...one.ExpressionAttributeValues, ...other.ExpressionAttributeValues };
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

function collect(letter: string) {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  return {
    name(attribute: string): string {
      const placeholder = `#${letter}${Object.keys(names).length}`;
      names[placeholder] = attribute;
      return placeholder;
    },
    value(value: Value): string {
      const placeholder = `:${letter}${Object.keys(values).length}`;
      values[placeholder] = toAttribute(value);
      return placeholder;
    },
    written: (): Placeholders =>
      attributeNames({ ExpressionAttributeNames: names, ExpressionAttributeValues: values }, {}),
  };
}
