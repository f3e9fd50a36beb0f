import { BlockList, isIPv4 } from "node:net";

export type Scalar = string | number | boolean | null;
type Text = string | { readonly "equals-ignore-case": string };

/** What one element of a field's list may be. */
export type Matcher =
  | Scalar
  | { readonly prefix: Text }
  | { readonly suffix: Text }
  | { readonly "equals-ignore-case": string }
  | { readonly wildcard: string }
  | { readonly cidr: string }
  | { readonly exists: boolean }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly "anything-but": AnythingBut };

export type AnythingBut =
  | Scalar
  | readonly Scalar[]
  | { readonly [operator in "prefix" | "suffix" | "equals-ignore-case" | "wildcard"]?: string | readonly string[] };

/**
 * Whether one of the matchers holds for the field's value: for a list, for one of its elements. `undefined` stands
 * for a field that the event does not have.
 */
export function matchesAny(matchers: readonly Matcher[], value: unknown): boolean {
  const leaves = Array.isArray(value)
    ? value.flat(Number.POSITIVE_INFINITY).filter(isScalar)
    : isScalar(value)
      ? [value]
      : [];
  return matchers.some((matcher) => {
    if (isExists(matcher)) return matcher.exists === leaves.length > 0;
    return leaves.some((leaf) => matches(matcher, leaf));
  });
}

function matches(matcher: Matcher, leaf: Scalar): boolean {
  if (isScalar(matcher)) return matcher === leaf;
  if ("anything-but" in matcher) return anythingBut(matcher["anything-but"], leaf);
  if ("numeric" in matcher) return typeof leaf === "number" && inRange(matcher.numeric, leaf);
  if (typeof leaf !== "string") return false;
  if ("prefix" in matcher) return affix(matcher.prefix, leaf, (text, part) => text.startsWith(part));
  if ("suffix" in matcher) return affix(matcher.suffix, leaf, (text, part) => text.endsWith(part));
  if ("equals-ignore-case" in matcher) return lower(leaf) === lower(matcher["equals-ignore-case"]);
  if ("wildcard" in matcher) return matchesWildcard(matcher.wildcard, leaf);
  if ("cidr" in matcher) return inBlock(matcher.cidr, leaf);
  return false;
}

function affix(wanted: Text, leaf: string, holds: (text: string, part: string) => boolean): boolean {
  if (typeof wanted === "string") return holds(leaf, wanted);
  return holds(lower(leaf), lower(wanted["equals-ignore-case"]));
}

function anythingBut(unwanted: AnythingBut, leaf: Scalar): boolean {
  if (isScalar(unwanted)) return unwanted !== leaf;
  if (isList(unwanted)) return !unwanted.includes(leaf);
  return Object.entries(unwanted).every(([operator, given]) =>
    [given].flat().every((text) => !matches({ [operator]: text } as unknown as Matcher, leaf)),
  );
}

function inRange(bounds: readonly (string | number)[], value: number): boolean {
  for (let index = 0; index < bounds.length; index += 2) {
    const bound = bounds[index + 1] as number;
    const holds = {
      "=": value === bound,
      "<": value < bound,
      "<=": value <= bound,
      ">": value > bound,
      ">=": value >= bound,
    };
    if (!holds[bounds[index] as keyof typeof holds]) return false;
  }
  return true;
}

/** `*` stands for any characters, `\*` for a star. */
function matchesWildcard(pattern: string, text: string): boolean {
  const expression = pattern.replace(/\\[*\\]|\*|[.+?^${}()|[\]\\]/g, (part) =>
    part === "*" ? ".*" : part.startsWith("\\") && part.length === 2 ? `\\${part[1]}` : `\\${part}`,
  );
  return new RegExp(`^${expression}$`, "s").test(text);
}

function inBlock(cidr: string, address: string): boolean {
  const [network = "", bits = ""] = cidr.split("/");
  const family = isIPv4(network) ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(network, Number(bits), family);
  return block.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

const lower = (text: string): string => text.toLowerCase();

export function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isList(value: AnythingBut): value is readonly Scalar[] {
  return Array.isArray(value);
}

function isExists(matcher: Matcher): matcher is { exists: boolean } {
  return typeof matcher === "object" && matcher !== null && "exists" in matcher;
}
