import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { documents, printDocument } from "../../../../functions/build/documents.ts";
import { buildOpenApi } from "../../../../functions/build/openapi.ts";

describe("the documents made from the schemas", () => {
  test.each(Object.entries(documents))("%s is up to date (else: npm run schemas)", async (path, document) => {
    const written = await readFile(new URL(`../../../../${path}`, import.meta.url), "utf8");

    expect(written).toBe(printDocument(document));
  });

  test("document every field of the manifest, with its default where it has one", () => {
    const { properties } = documents["docs/manifest.schema.json"] as {
      properties: Record<string, { description?: string; default?: unknown }>;
    };

    for (const [name, field] of Object.entries(properties))
      expect([name, field.description]).toEqual([name, expect.any(String)]);
    expect(properties.port?.default).toBe(8080);
    expect(properties.logRetentionDays?.default).toBe(30);
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
