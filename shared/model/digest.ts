import { createHash } from "node:crypto";
import type { ServiceSpec } from "./service-spec.ts";

/** Tells a spec from every other: the same for the same settings, however the manifest spelled or ordered them. */
export function digestSpec(spec: ServiceSpec): string {
  return createHash("sha256").update(canonicalJson(spec)).digest("hex");
}

/** JSON with the keys of each object in order and without members that are undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
