import { AwsError } from "../../edge/aws-error.ts";
import { latest, type Parameter } from "./state.ts";

interface Filter {
  readonly Key?: string | undefined;
  readonly Option?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

type Compare = (value: string, wanted: string) => boolean;

const options: Readonly<Record<string, Compare>> = {
  Equals: (value, wanted) => value === wanted,
  BeginsWith: (value, wanted) => value.startsWith(wanted),
  Contains: (value, wanted) => value.includes(wanted),
};

/** Whether a parameter lies below a path: directly, or anywhere under it. */
export function below(name: string, path: string, recursive: boolean): boolean {
  const folder = `${path.replace(/\/$/, "")}/`;
  return name.startsWith(folder) && (recursive || !name.slice(folder.length).includes("/"));
}

/** Whether a parameter passes every filter; of a filter's values one is enough. */
export function passes(parameter: Parameter, filters: readonly Filter[] = []): boolean {
  return filters.every((filter) => passesOne(parameter, filter));
}

function passesOne(parameter: Parameter, { Key = "", Option, Values = [] }: Filter): boolean {
  if (Key === "Path") return Values.some((path) => below(parameter.name, path, Option === "Recursive"));
  const value = read(parameter, Key);
  if (value === undefined) return false;
  if (Values.length === 0) return true;
  const compare = options[Option ?? "Equals"];
  if (!compare)
    throw new AwsError("InvalidFilterOption", `The filter option that you specified is not valid: ${Option}`);
  return Values.some((wanted) => compare(value, wanted));
}

function read(parameter: Parameter, key: string): string | undefined {
  if (key.startsWith("tag:")) return parameter.tags.get(key.slice("tag:".length));
  const { type, tier, dataType } = latest(parameter);
  switch (key) {
    case "Name":
      return parameter.name;
    case "Type":
      return type;
    case "Tier":
      return tier;
    case "DataType":
      return dataType;
    case "KeyId":
      return type === "SecureString" ? "alias/aws/ssm" : undefined;
    default:
      throw new AwsError("InvalidFilterKey", `The specified filter key is not valid: ${key}`);
  }
}
