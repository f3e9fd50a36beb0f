/**
 * Versions and ranges of Semantic Versioning (https://semver.org), as tags of images name them: with or without a `v`.
 * A range is what npm users write: `1.x`, `^1.4`, `~1.4.2`, `>=1 <3`, several of them joined by `||`.
 */
export interface Version {
  /** Major, minor, patch. */
  readonly numbers: readonly [number, number, number];
  /** `["rc", "1"]` of `2.0.0-rc.1`; empty where it is a release. */
  readonly preRelease: readonly string[];
}

interface Comparator {
  readonly operator: "<" | "<=" | ">" | ">=" | "=";
  readonly version: Version;
}

/** One of the sets of comparators must hold as a whole. */
export type VersionRange = readonly (readonly Comparator[])[];

const versionPattern = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads `v1.4.2` or `1.4.2-rc.1`; nothing where the text is no whole version. What follows a `+` does not count. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch, preRelease] = versionPattern.exec(text) ?? [];
  if (major === undefined) return undefined;
  const identifiers = preRelease?.split(".") ?? [];
  if (identifiers.some((identifier) => identifier === "")) return undefined;
  return { numbers: [Number(major), Number(minor), Number(patch)], preRelease: identifiers };
}

/** Above 0 where the first is the higher, 0 where neither is. */
export function compareVersions(one: Version, other: Version): number {
  for (const [at, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreReleases(one.preRelease, other.preRelease);
}

/** Numbers come before words, fewer identifiers before more, and every pre-release before its release. */
function comparePreReleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  for (const [at, identifier] of one.entries()) {
    const opposite = other[at];
    if (opposite === undefined) return 1;
    if (identifier === opposite) continue;
    const [isNumber, isOppositeNumber] = [/^\d+$/.test(identifier), /^\d+$/.test(opposite)];
    if (isNumber !== isOppositeNumber) return isNumber ? -1 : 1;
    if (isNumber) return Number(identifier) - Number(opposite);
    return identifier < opposite ? -1 : 1;
  }
  return one.length - other.length;
}

/** Reads a range; nothing where it is none. */
export function parseRange(text: string): VersionRange | undefined {
  const sets = text.split("||").map((set) => readSet(set.trim()));
  return sets.every((set) => set !== undefined) ? sets : undefined;
}

/**
 * Whether a version lies in a range. A pre-release does only where the range names a pre-release of the same numbers:
 * `>=2.0.0-rc.1` takes `2.0.0-rc.2`, and neither `2.1.0-rc.1` nor what `>=1` means.
 */
export function isInRange(version: Version, range: VersionRange): boolean {
  return range.some(
    (set) => set.every((comparator) => holds(version, comparator)) && (isRelease(version) || names(set, version)),
  );
}

const isRelease = ({ preRelease }: Version): boolean => preRelease.length === 0;

function names(set: readonly Comparator[], { numbers }: Version): boolean {
  return set.some(
    ({ version }) => !isRelease(version) && version.numbers.every((number, at) => number === numbers[at]),
  );
}

function holds(version: Version, { operator, version: bound }: Comparator): boolean {
  const difference = compareVersions(version, bound);
  switch (operator) {
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "=":
      return difference === 0;
  }
}

function readSet(text: string): readonly Comparator[] | undefined {
  if (text === "") return undefined;
  const parts = text.replace(/([<>=^~]+)\s+/g, "$1").split(/\s+/);
  const comparators = parts.map(readComparators);
  return comparators.every((part) => part !== undefined) ? comparators.flat() : undefined;
}

const partPattern = /^(\^|~|<=|>=|<|>|=)?v?([\dxX*]+)(?:\.([\dxX*]+))?(?:\.([\dxX*]+))?(?:-([0-9A-Za-z.-]+))?$/;

/** One word of a range as the comparators that it stands for: `^1.4` is `>=1.4.0 <2.0.0-0`. */
function readComparators(text: string): readonly Comparator[] | undefined {
  const [, sign = "", ...rest] = partPattern.exec(text) ?? [];
  const places = rest.slice(0, 3).map((place) => (place === undefined || /^[xX*]$/.test(place) ? undefined : place));
  if (rest[0] === undefined || places.some((place) => place !== undefined && !/^\d{1,9}$/.test(place)))
    return undefined;
  const given = places.indexOf(undefined) < 0 ? 3 : places.indexOf(undefined);
  // 1.x.3 says nothing.
  if (places.slice(given).some((place) => place !== undefined)) return undefined;
  const [major = 0, minor = 0, patch = 0] = places.map(Number).map((number) => number || 0);
  const preRelease = rest[3]?.split(".") ?? [];
  if (preRelease.length > 0 && (given < 3 || preRelease.includes(""))) return undefined;
  const least: Version = { numbers: [major, minor, patch], preRelease };
  /** The first that is not meant any more where so many places hold. */
  const above = (places: number): Version => below(least, places);

  switch (sign) {
    case "^": {
      const first = [major, minor, patch].findIndex((number) => number > 0);
      return between(least, given === 0 ? undefined : above(first < 0 || first >= given ? given : first + 1));
    }
    case "~":
      return between(least, given === 0 ? undefined : above(Math.min(given, 2)));
    case ">":
      if (given === 3) return [{ operator: ">", version: least }];
      return given === 0 ? nothing : [{ operator: ">=", version: release(above(given)) }];
    case ">=":
      return [{ operator: ">=", version: least }];
    case "<":
      return given === 0 ? nothing : [{ operator: "<", version: given === 3 ? least : lowest(least) }];
    case "<=":
      if (given === 3) return [{ operator: "<=", version: least }];
      return given === 0 ? between(least) : [{ operator: "<", version: above(given) }];
    default:
      if (given === 3) return [{ operator: "=", version: least }];
      return between(least, given === 0 ? undefined : above(given));
  }
}

/** No version lies below the lowest of all. */
const nothing: readonly Comparator[] = [{ operator: "<", version: { numbers: [0, 0, 0], preRelease: ["0"] } }];

function between(from: Version, to?: Version): readonly Comparator[] {
  return [{ operator: ">=", version: from }, ...(to ? [{ operator: "<", version: to } as const] : [])];
}

/** Raises the last of so many places, down to the lowest pre-release of that, which is no member either. */
function below({ numbers }: Version, places: number): Version {
  const raised = numbers.map((number, at) => (at === places - 1 ? number + 1 : at < places ? number : 0));
  return { numbers: raised as unknown as Version["numbers"], preRelease: ["0"] };
}

const release = ({ numbers }: Version): Version => ({ numbers, preRelease: [] });
const lowest = ({ numbers }: Version): Version => ({ numbers, preRelease: ["0"] });
