import type { Input } from "../../edge/contract.ts";
import { errors } from "./errors.ts";
import type { Condition } from "./state.ts";

export type ConditionInput = NonNullable<Input<"elbv2", "CreateRule">["Conditions"]>[number];

/** Reads a rule's conditions. A rule has at most five values in all. */
export function readConditions(conditions: readonly ConditionInput[] | undefined): Condition[] {
  if (!conditions?.length) throw errors.validation("At least one condition must be specified");
  const read = conditions.map(readCondition);
  const counts = read.map((condition) => ("pairs" in condition ? condition.pairs : condition.values).length);
  if (counts.reduce((sum, count) => sum + count) > 5)
    throw errors.validation("The number of condition values cannot exceed 5");
  for (const field of ["path-pattern", "host-header", "http-request-method"]) {
    if (read.filter((condition) => condition.field === field).length > 1) {
      throw errors.validation(`A rule can only have one '${field}' condition`);
    }
  }
  return read;
}

function readCondition(input: ConditionInput): Condition {
  switch (input.Field) {
    case "path-pattern":
    case "host-header":
    case "http-request-method": {
      const config = input.PathPatternConfig ?? input.HostHeaderConfig ?? input.HttpRequestMethodConfig;
      return { field: input.Field, values: someValues(input.Field, config?.Values ?? input.Values) };
    }
    case "http-header": {
      const name = input.HttpHeaderConfig?.HttpHeaderName;
      if (!name) throw errors.validation("An http-header condition must have a header name");
      return { field: "http-header", name, values: someValues("http-header", input.HttpHeaderConfig?.Values) };
    }
    case "query-string": {
      const pairs = input.QueryStringConfig?.Values ?? [];
      if (pairs.length === 0) throw errors.validation("A condition value must be specified");
      return { field: "query-string", pairs: pairs.map(({ Key: key, Value: value = "" }) => ({ key, value })) };
    }
    case "source-ip":
      throw errors.notImplemented("condition on 'source-ip': every client is this machine");
    default:
      throw errors.validation(
        `Condition field '${input.Field}' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'`,
      );
  }
}

function someValues(field: string, values: readonly string[] | undefined): readonly string[] {
  if (!values?.length) throw errors.validation("A condition value must be specified");
  const tooLong = values.find((value) => value.length === 0 || value.length > 128);
  if (tooLong !== undefined) {
    throw errors.validation(`Condition value '${tooLong}' of field '${field}' must have 1 to 128 characters`);
  }
  return values;
}

/** The same as AWS writes it in an answer. */
export function viewCondition(condition: Condition): ConditionInput {
  switch (condition.field) {
    case "path-pattern":
      return {
        Field: condition.field,
        Values: [...condition.values],
        PathPatternConfig: { Values: [...condition.values] },
      };
    case "host-header":
      return {
        Field: condition.field,
        Values: [...condition.values],
        HostHeaderConfig: { Values: [...condition.values] },
      };
    case "http-request-method":
      return { Field: condition.field, HttpRequestMethodConfig: { Values: [...condition.values] } };
    case "http-header":
      return {
        Field: condition.field,
        HttpHeaderConfig: { HttpHeaderName: condition.name, Values: [...condition.values] },
      };
    case "query-string":
      return {
        Field: condition.field,
        QueryStringConfig: {
          Values: condition.pairs.map(({ key, value }) => ({ ...(key && { Key: key }), Value: value })),
        },
      };
  }
}
