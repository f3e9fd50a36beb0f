import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { documents, printDocument } from "../../../../functions/build/documents.ts";
import { buildOpenApi } from "../../../../functions/build/openapi.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";

describe("the documents made from the schemas", () => {
  test.each(Object.entries(documents))("%s is up to date (else: npm run schemas)", async (path, document) => {
    const written = await readFile(new URL(`../../../../${path}`, import.meta.url), "utf8");

    expect(written).toBe(printDocument(document));
  });

  type Field = { description?: string; default?: unknown; examples?: unknown[]; properties?: Record<string, Field> };
  const { properties = {} } = documents["docs/manifest.schema.json"] as Field;
  const least = { name: "orders", image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/orders" };

  test("document every field of the manifest", () => {
    const fields = Object.values(properties).flatMap((field) => [field, ...Object.values(field.properties ?? {})]);

    expect(fields.length).toBeGreaterThan(25);
    for (const field of fields) expect(field.description).toMatch(/^.{20,}\.$/s);
  });

  test("state the defaults which the parser fills in", () => {
    const spec = parseManifest({ ...least, scaling: {} }).spec as unknown as Record<string, unknown>;

    expect(properties.port?.default).toBe(8080);
    for (const [name, field] of Object.entries(properties)) {
      if (field.default !== undefined) expect([name, spec[name]]).toEqual([name, field.default]);
      for (const [inner, { default: value }] of Object.entries(field.properties ?? {})) {
        if (value !== undefined)
          expect([inner, (spec[name] as Record<string, unknown>)[inner]]).toEqual([inner, value]);
      }
    }
  });

  test("name only secrets which the execution role may read, in their examples", () => {
    const sources = (properties.secrets?.examples ?? []).flatMap((example) => Object.values(example as object));

    expect(sources).not.toEqual([]);
    for (const source of sources) expect(source).toMatch(/(^|:secret:)\/?fairway\/./);
    expect(properties.secrets?.description).toContain("secrets named fairway/…, parameters under /fairway/…");
  });

  test("give only examples which the parser takes", () => {
    for (const [name, { examples = [] }] of Object.entries(properties)) {
      for (const example of examples) {
        expect([name, parseManifest({ ...least, [name]: example }).problems]).toEqual([name, undefined]);
      }
    }
  });
});

describe("an OpenAPI document", () => {
  const Thing = z.strictObject({ name: z.string() });
  const document = buildOpenApi(
    [
      {
        method: "put",
        path: "/v1/things/{name}",
        summary: "Keeps a thing.",
        operationId: "putThing",
        query: z.strictObject({ wait: z.number().optional().meta({ description: "Seconds." }) }),
        body: Thing,
        isBodyYaml: true,
        responses: {
          202: { description: "Accepted.", body: Thing },
          404: { description: "Unknown.", body: z.strictObject({}) },
        },
      },
      {
        method: "get",
        path: "/healthz",
        summary: "Lives?",
        operationId: "health",
        isPublic: true,
        responses: { 200: { description: "Yes." } },
      },
    ],
    { Thing },
  );

  test("says of each route what goes in, where, and what comes out", () => {
    expect(document).toMatchObject({
      paths: {
        "/v1/things/{name}": {
          put: {
            parameters: [
              { name: "name", in: "path", required: true },
              { name: "wait", in: "query", required: false, description: "Seconds.", schema: { type: "number" } },
            ],
            requestBody: { content: { "application/yaml": { schema: { $ref: "#/components/schemas/Thing" } } } },
            responses: {
              202: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
              404: { content: { "application/problem+json": {} } },
            },
          },
        },
        "/healthz": { get: { security: [], responses: { 200: { description: "Yes." } } } },
      },
      components: { schemas: { Thing: { type: "object", required: ["name"] } } },
    });
  });
});
