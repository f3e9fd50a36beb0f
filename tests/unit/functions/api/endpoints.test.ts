import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { commandRoutes } from "../../../../functions/api/commands/routes.ts";
import { deploymentRoutes } from "../../../../functions/api/deployments/routes.ts";
import { exchangeRoutes } from "../../../../functions/api/exchange/routes.ts";
import { previewRoutes } from "../../../../functions/api/previews/routes.ts";
import { queryRoutes } from "../../../../functions/api/queries/routes.ts";
import { settingRoutes } from "../../../../functions/api/settings/routes.ts";
import { documents } from "../../../../functions/build/documents.ts";
import { endpoints } from "../../../../shared/http/endpoints.ts";
import { testApi } from "./api.ts";

/** What is made with tools that are never used: the tables of routes alone. */
const none = testApi() as never;
const written = (one: { readonly method: string; readonly path: string }) => `${one.method} ${one.path}`;
const all = Object.values(endpoints).map(written).sort();

const routed = {
  commands: commandRoutes(none).map(({ endpoint }) => written(endpoint)),
  deployments: deploymentRoutes(none).map(({ endpoint }) => written(endpoint)),
  exchange: exchangeRoutes(none).map(({ endpoint }) => written(endpoint)),
  previews: previewRoutes(none).map(({ endpoint }) => written(endpoint)),
  queries: queryRoutes(none).map(({ endpoint }) => written(endpoint)),
  settings: settingRoutes(none).map(({ endpoint }) => written(endpoint)),
};

function declared(name: string): string[] {
  const file = new URL(`../../../../functions/api/${name}/function.yml`, import.meta.url);
  const { events } = (parse(readFileSync(file, "utf8"), { logLevel: "silent" }) as Record<string, Declared>)[
    `api-${name}`
  ] as Declared;
  return events.flatMap(({ httpApi }) => (typeof httpApi === "object" ? [written(httpApi)] : []));
}

interface Declared {
  readonly events: readonly { readonly httpApi?: "*" | { readonly method: string; readonly path: string } }[];
}

describe("the endpoints of the API", () => {
  test("have one route each", () => {
    expect(Object.values(routed).flat().sort()).toEqual(all);
  });

  test.each(["commands", "deployments", "exchange", "previews", "queries", "settings"] as const)(
    "which %s answers are those that API Gateway sends there",
    (name) => {
      expect([...declared(name)].sort()).toEqual([...routed[name]].sort());
    },
  );

  test("are documented, and nothing else is", () => {
    const { paths } = documents["docs/openapi.json"] as { paths: Record<string, Record<string, unknown>> };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => written({ method: method.toUpperCase(), path })),
    );

    expect(documented.sort()).toEqual(all);
  });

  test("are documented so that each parameter and each field of an answer says what it is", () => {
    const { paths, components } = documents["docs/openapi.json"] as {
      paths: Record<string, Record<string, { parameters?: { name: string; description?: string }[] }>>;
      components: { schemas: Record<string, { properties?: Record<string, { description?: string; $ref?: string }> }> };
    };
    const parameters = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ parameters: these = [] }) => these),
    );

    expect(parameters.length).toBeGreaterThan(20);
    for (const { name, description } of parameters) expect([name, description]).toEqual([name, expect.any(String)]);
    for (const name of [
      "Deployment",
      "Release",
      "Task",
      "Incident",
      "Decision",
      "LogLine",
      "Token",
      "AuditLine",
      "Problem",
    ]) {
      for (const [field, { description, $ref }] of Object.entries(components.schemas[name]?.properties ?? {}))
        expect([name, field, description ?? $ref]).toEqual([name, field, expect.any(String)]);
    }
  });

  test("refer to nothing that the document does not hold", () => {
    const document = documents["docs/openapi.json"] as Record<string, unknown>;
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);

    expect(references.length).toBeGreaterThan(50);
    for (const path of new Set(references)) {
      const found = path.split("/").reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document);
      expect([path, typeof found]).toEqual([path, "object"]);
    }
  });
});
