import { errors } from "./errors.ts";

/** A filter of a Describe call: any of its values may match, and all filters must. */
export interface Filter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** What one kind of resource can be filtered by: the values that it has for each filter name. */
export type Fields<T> = Readonly<Record<string, (item: T) => string | undefined | readonly (string | undefined)[]>>;

/**
 * Keeps the items which match all filters, as EC2's Describe calls do: `*` and `?` are wildcards, values are
 * case-sensitive, `tag:Key` and `tag-key` look at tags, and an unknown name is an error.
 */
export function applyFilters<T>(
  items: Iterable<T>,
  filters: readonly Filter[] | undefined,
  fields: Fields<T>,
  tagsOf: (item: T) => ReadonlyMap<string, string> | undefined,
): T[] {
  const tests = (filters ?? []).map((filter) => toTest(filter, fields, tagsOf));
  return [...items].filter((item) => tests.every((test) => test(item)));
}

function toTest<T>(
  filter: Filter,
  fields: Fields<T>,
  tagsOf: (item: T) => ReadonlyMap<string, string> | undefined,
): (item: T) => boolean {
  const name = filter.Name ?? "";
  const patterns = (filter.Values ?? []).map(wildcard);
  const matches = (value: string | undefined): boolean =>
    value !== undefined && patterns.some((pattern) => pattern.test(value));
  if (name === "tag-key") return (item) => [...(tagsOf(item)?.keys() ?? [])].some(matches);
  if (name.startsWith("tag:")) return (item) => matches(tagsOf(item)?.get(name.slice(4)));
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw errors.invalidValue(`The filter '${name}' is invalid`);
  return (item) => [field(item)].flat().some(matches);
}

/** `a*b?` as a regular expression; a backslash makes the next character literal. */
export function wildcard(value: string): RegExp {
  const source = value.replace(/\\?[\s\S]/g, (part) => {
    if (part === "*") return "[\\s\\S]*";
    if (part === "?") return "[\\s\\S]";
    const literal = part.length === 2 ? part.slice(1) : part;
    return literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(`^${source}$`);
}
