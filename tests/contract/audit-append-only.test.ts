import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { monthOf } from "../../shared/store/audit.ts";
import { createStore } from "../../shared/store/store.ts";
import { trackedFiles } from "../law/tree.ts";
import { memoryTable } from "../simulation/memory-table.ts";
import { createPerson } from "../simulation/person.ts";
import { createSimulation, type Simulation } from "../simulation/simulation.ts";

let simulation: Simulation;
let roles: readonly (readonly [name: string, role: string])[];

beforeAll(async () => {
  simulation = await createSimulation({ seed: 1 });
  const { Functions = [] } = await simulation.local.cloud.call("lambda", "ListFunctions", {});
  roles = Functions.map(({ FunctionName = "", Role = "" }) => [FunctionName, Role] as const);
}, 60_000);

afterAll(() => simulation.close());

const line = { pk: { S: "AUDIT#2026-11" }, sk: { S: "2026-11-23T00:00:00.000Z#a-1" } };
const table = "arn:aws:dynamodb:us-east-1:123456789012:table/fairway";

/** Whether a function's role may do this to an item of the partition. */
function may(role: string, action: string, leadingKey: string): boolean {
  const { identity } = simulation.local.cloud;
  const { accessKeyId } = identity.assume(role, "test");
  const keys = { "dynamodb:LeadingKeys": [leadingKey] };
  return identity.decide(identity.principal(accessKeyId), { action, resources: [table], keys }).kind === "allow";
}

describe("a line of the audit", () => {
  test("is changed and deleted by no function", () => {
    expect(roles.length).toBeGreaterThan(30);
    const able = roles.flatMap(([name, role]) =>
      ["dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"]
        .filter((action) => may(role, action, line.pk.S))
        .map((action) => `${name} ${action}`),
    );

    expect(able).toEqual([]);
  });

  test("is all that the function may write that only looks", () => {
    const [, role = ""] = roles.find(([name]) => name === "fairway-api-queries") ?? [];

    expect(may(role, "dynamodb:PutItem", line.pk.S)).toBe(true);
    expect(may(role, "dynamodb:PutItem", "TOKEN")).toBe(false);
  });

  test("is exported by the function that only looks, through the API and under its own role", async () => {
    const admin = await createPerson(simulation);
    expect((await admin.request("PUT", "/v1/services/orders", { image: "=cmd" })).status).toBe(422);
    const span = `from=${new Date(simulation.clock.now() - 86_400_000).toISOString()}`;

    const csv = await admin.request("GET", `/v1/audit?${span}`, undefined, { accept: "text/csv" });
    expect(csv).toMatchObject({ status: 200, headers: { "content-type": "text/csv; charset=utf-8" } });
    expect(String(csv.body)).toMatch(/^at,actor,.*\r\n"20\d\d-.*"PUT \/v1\/services\/\{name\}".*"refused"/);
    const ndjson = await admin.request("GET", `/v1/audit?${span}&format=ndjson`);
    expect(JSON.parse(String(ndjson.body).split("\n")[0] ?? "")).toMatchObject({ outcome: "refused", actor: "person" });
  });

  test("is written in one place only, which never writes over another", async () => {
    const writers = trackedFiles().filter(
      (file) =>
        /^(functions|shared)\/.*\.ts$/.test(file) && /keys\.audit\(|"AUDIT#|`AUDIT#/.test(readFileSync(file, "utf8")),
    );
    expect(writers).toEqual(["shared/store/audit.ts", "shared/store/keys.ts"]);

    const { audit } = createStore(memoryTable());
    const first = { id: "a-1", at: 0, actor: "ann", door: "http", command: "deploy", outcome: "accepted" } as const;
    await audit.append(first);
    await audit.append({ ...first, actor: "eve" });
    expect((await audit.list(monthOf(0))).lines).toEqual([first]);
  });
});
