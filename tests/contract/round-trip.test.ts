import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "@jest/globals";
import type { ServiceKind } from "../../local/edge/contract.ts";
import { type RegistryRow, registry } from "../../local/edge/registry.ts";
import { serviceSchema } from "../../local/edge/service-schema.ts";
import { clientConfig, fakeEdge } from "../unit/local/edge/fake-cloud.ts";
import { fullValue, plain } from "./round-trip-values.ts";

/**
 * Every operation of every served service, through the SDK's own serialisation: what a client sends arrives as it was
 * sent, and what the service answers comes back as it was answered. An SDK upgrade that changes a format fails here.
 */

/** Operations that do not go around, and why. */
const skipped: Readonly<Record<string, string>> = {
  "lambda:InvokeWithResponseStream": "Answers an event stream.",
  "logs:GetLogObject": "Answers an event stream.",
  "logs:StartLiveTail": "Answers an event stream.",
  "events:PutEvents": "The SDK refuses to send the generated EndpointId.",
};

/** DynamoDB decodes its own requests (dynalite): the edge passes them on as they came. */
const served = registry.filter((row) => row.kind !== "dynamodb");

const load = createRequire(import.meta.url);

interface Client {
  send(command: unknown): Promise<Record<string, unknown>>;
}

/** A client of the service, and an edge behind it that answers what `answers` says and remembers what it was asked. */
function clientOf(row: RegistryRow) {
  const exports = load(row.package) as Record<string, new (input: unknown) => unknown>;
  const asked: unknown[] = [];
  const answers: { next?: unknown } = {};
  const edge = fakeEdge([
    {
      kind: row.kind,
      has: () => true,
      permissions: () => [],
      run: async (_, input) => {
        asked.push(input);
        return answers.next;
      },
    },
  ]);
  const name = Object.keys(exports).find((key) => key.endsWith("Client") && !key.startsWith("__")) as string;
  const Client = exports[name] as new (config: object) => Client;
  // SQS's client compares checksums of what it sent, which a generated answer has not.
  return { exports, asked, answers, client: new Client({ ...clientConfig(edge), md5: false }) };
}

/** Sends every operation once and tells what did not arrive, or come back, as it was. */
async function differences(row: RegistryRow, operations: readonly string[]): Promise<string[]> {
  const { exports, asked, answers, client } = clientOf(row);
  const schema = serviceSchema(row.kind);
  const found: string[] = [];
  for (const name of operations) {
    const operation = schema.operation(name);
    const Command = exports[`${name}Command`];
    if (!operation || !Command) throw new Error(`The SDK has no ${row.kind}:${name}.`);
    const input = fullValue(operation.input);
    answers.next = fullValue(operation.output);
    const output = await client.send(new Command(input)).catch((error: unknown) => ({ thrown: String(error) }));
    if (!isDeepStrictEqual(plain(asked.pop() ?? {}), plain(input))) found.push(`${row.kind}:${name} in`);
    if (!isDeepStrictEqual(plain(output), plain(answers.next))) found.push(`${row.kind}:${name} out`);
  }
  return found;
}

function operationsOf(kind: ServiceKind): readonly string[] {
  return serviceSchema(kind).operationNames.filter((name) => !(`${kind}:${name}` in skipped));
}

describe("Round trip through the SDK", () => {
  test.each(served)("$kind", async (row) => {
    const found = await differences(row, operationsOf(row.kind));

    expect(found).toEqual([]);
  });

  test("goes through nearly all of what the SDK knows", () => {
    const known = served.flatMap((row) => serviceSchema(row.kind).operationNames.map((name) => `${row.kind}:${name}`));

    expect(known.length).toBeGreaterThan(1_700);
    expect(known).toEqual(expect.arrayContaining(Object.keys(skipped)));
  });

  test("leaves out exactly the event streams, besides what the SDK itself refuses", () => {
    const streaming = served.flatMap(({ kind }) =>
      serviceSchema(kind)
        .operationNames.filter((name) => serviceSchema(kind).operation(name)?.streams)
        .map((name) => `${kind}:${name}`),
    );

    expect([...streaming, "events:PutEvents"].sort()).toEqual(Object.keys(skipped).sort());
  });
});
