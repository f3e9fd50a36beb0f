import { AwsError } from "../../edge/aws-error.ts";
import type { Secret } from "./state.ts";

interface Filter {
  readonly Key?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** What a filter looks at; a value must begin with what is wanted, and `!` before it turns that around. */
const texts: Readonly<Record<string, (secret: Secret) => readonly string[]>> = {
  name: ({ name }) => [name],
  description: ({ description }) => [description ?? ""],
  "tag-key": ({ tags }) => [...tags.keys()],
  "tag-value": ({ tags }) => [...tags.values()],
  "primary-region": () => [],
  "owning-service": () => [],
  all: ({ name, description, tags }) => [name, description ?? "", ...[...tags].flat()],
};

/** Whether a secret passes every filter; of a filter's values one is enough. */
export function passes(secret: Secret, filters: readonly Filter[] = []): boolean {
  return filters.every(({ Key = "", Values = [] }) => {
    const read = texts[Key];
    if (!read) throw new AwsError("InvalidParameterException", `Invalid filter key: ${Key}.`);
    return Values.some((wanted) =>
      wanted.startsWith("!") ? !begins(read(secret), wanted.slice(1)) : begins(read(secret), wanted),
    );
  });
}

function begins(values: readonly string[], wanted: string): boolean {
  return values.some((value) => value.toLowerCase().startsWith(wanted.toLowerCase()));
}
