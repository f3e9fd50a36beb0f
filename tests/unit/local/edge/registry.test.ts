import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { registry } from "../../../../local/edge/registry.ts";
import { protocolSettings } from "../../../../local/edge/service-schema.ts";

const load = createRequire(import.meta.url);

describe("The registry says by hand what the SDK packages say", () => {
  test.each(registry)("$kind", (row) => {
    const settings = protocolSettings(load(row.package) as Record<string, unknown>);

    expect({ target: row.target, version: row.version }).toEqual({
      target: settings.serviceTarget,
      version: settings.version,
    });
  });

  test("and names each kind once", () => {
    const kinds = registry.map((row) => row.kind);

    expect(new Set(kinds).size).toBe(kinds.length);
  });
});
