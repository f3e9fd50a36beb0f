import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { AwsError } from "../../local/edge/aws-error.ts";
import type { Service } from "../../local/edge/contract.ts";
import { createEdge } from "../../local/edge/edge.ts";
import { DroppedAnswer } from "../../local/edge/faults.ts";
import { registryRow } from "../../local/edge/registry.ts";
import type { Shape } from "../../local/edge/schema.ts";
import { serviceSchema } from "../../local/edge/service-schema.ts";
import { laptop } from "../../local/world/profile.ts";
import { seededRandom } from "../../local/world/random.ts";
import { virtualClock } from "../../local/world/virtual-clock.ts";
import { clientKinds } from "../simulation/clients.ts";
import { type ClientKind, plainClient } from "../simulation/plain-clients.ts";
import { wireClient } from "../simulation/wire-clients.ts";
import { fakeIdentity } from "../unit/local/edge/fake-cloud.ts";
import { fullValue } from "./round-trip-values.ts";

/*
 * Simulations hand values over where production has a wire. Here both do the same: every operation of every service
 * that the product calls, with all members set, with none, and with empty ones; and every error that they can meet.
 */

const load = createRequire(import.meta.url);

/**
 * Not sent by the SDK, or not over one request; and messages, whose checksums the SDK compares with those of the answer,
 * which here is made up.
 */
const skipped = /WithResponseStream|GetLogObject|StartLiveTail|:PutEvents$|^sqs:(Send|Receive)Message/;

/** Of EC2's many hundred operations, those about what the product touches. */
const isNear = (service: string, operation: string): boolean =>
  service !== "ec2" || /SecurityGroup|Vpcs|Subnets|RouteTables|NetworkInterface|Tags/.test(operation);

/** Two clients of a service that does what `answer` says, one with a wire and one without. */
function pair(kind: ClientKind) {
  const clock = virtualClock();
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const state: { asked: unknown[]; answer: () => unknown } = { asked: [], answer: () => ({}) };
  const service: Service = {
    kind: kind.service,
    has: () => true,
    permissions: () => [],
    async run(_, input) {
      state.asked.push(input);
      return state.answer();
    },
  };
  const failures: unknown[] = [];
  const edge = createEdge({
    world,
    services: new Map([[kind.service, service]]),
    identity: fakeIdentity(),
    onFailure: (error) => failures.push(error),
  });
  const caller = { world, edge, accessKeyId: () => "AKID", maxAttempts: 3, timeoutMilliseconds: 10_000 };
  const exports = load(registryRow(kind.service).package) as Record<string, new (input: unknown) => unknown>;

  /** What came of a call: what the service was asked, how often, and what the caller got. */
  const send = async (make: typeof plainClient, operation: string, input: unknown) => {
    state.asked = [];
    const client = make(kind, caller) as { send(command: unknown): Promise<unknown> };
    const Command = exports[`${operation}Command`] as new (input: unknown) => unknown;
    let over = false;
    const call = client.send(new Command(input)).then(
      (output) => ({ output: described(output) }),
      (error: Error) => ({ error: described(error) }),
    );
    void call.finally(() => {
      over = true;
    });
    await clock.advanceUntil(() => over);
    return { asked: state.asked.map(described), ...(await call) };
  };
  const compare = async (operation: string, input: unknown): Promise<string[]> => {
    const wired = await send(wireClient, operation, input);
    const plain = await send(plainClient, operation, input);
    if (isDeepStrictEqual(plain, wired)) return [];
    return [`${operation}: ${JSON.stringify(plain)} instead of ${JSON.stringify(wired)}`.slice(0, 2_000)];
  };
  return { state, compare, schema: serviceSchema(kind.service), failures };
}

/** A value with the names of its classes, without what is another each time. */
function described(value: unknown): unknown {
  if (value instanceof Date) return { date: value.toISOString() };
  if (ArrayBuffer.isView(value))
    return { [value.constructor.name]: Buffer.from(value as Uint8Array).toString("base64") };
  if (Array.isArray(value)) return Array.from(value, described);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !/^request-?id$/i.test(name));
  const error = value instanceof Error && { class: value.constructor.name, name: value.name, message: value.message };
  return { ...error, ...Object.fromEntries(entries.map(([name, item]) => [name, described(item)])) };
}

/** The same value with nothing in its lists, maps and structures, down to the second level. */
function emptied(shape: Shape, depth = 0): unknown {
  switch (shape.kind) {
    case "list":
      return [];
    case "map":
      return {};
    case "structure":
      if (depth > 1 || shape.union) return {};
      return Object.fromEntries(
        shape.members.flatMap((member) => {
          const isBound = member.traits.httpLabel || member.traits.httpQuery || member.traits.httpHeader;
          if (isBound && !member.traits.httpLabel) return [];
          const value = isBound ? "label" : emptied(member.shape, depth + 1);
          return value === undefined ? [] : [[member.name, value]];
        }),
      );
    default:
      return undefined;
  }
}

const kinds = Object.values(clientKinds).map((kind) => [kind.service, kind] as const);

describe("a client without a wire is asked and answers as one with it", () => {
  test.each(kinds)(
    "%s, every operation",
    async (service, kind) => {
      const { state, compare, schema } = pair(kind);
      const found: string[] = [];
      for (const name of schema.operationNames) {
        const operation = schema.operation(name);
        if (!operation || operation.streams || skipped.test(`${service}:${name}`) || !isNear(service, name)) continue;
        state.answer = () => fullValue(operation.output);
        found.push(...(await compare(name, fullValue(operation.input))));
        state.answer = () => emptied(operation.output);
        found.push(
          ...(await compare(name, {
            ...(fullValue(operation.input) as object),
            ...(emptied(operation.input) as object),
          })),
        );
      }

      expect(found).toEqual([]);
    },
    120_000,
  );

  test.each(kinds)(
    "%s, every error, and how often it tries again",
    async (_, kind) => {
      const { state, compare, schema } = pair(kind);
      const [name = ""] = schema.operationNames.filter((one) => /^(Describe|List|Get)/.test(one));
      const input = fullValue(schema.operation(name)?.input ?? { kind: "unit" });
      const codes = [...schema.errors.keys(), ...schema.errorsByQueryCode.keys(), "NeverHeardOf.Before"];
      const thrown = [
        ...codes.map((code) => new AwsError(code, `The message of ${code}: <&> "größe"`)),
        ...["Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"].map(
          (code) => new AwsError(code, "Rate exceeded", { status: 429 }),
        ),
        new AwsError("RequestLimitExceeded", "Rate exceeded", { status: 503 }),
        new AwsError("InternalFailure", "It failed.", { status: 500 }),
        new AwsError("AccessDeniedException", "You may not.", { status: 403 }),
        new DroppedAnswer(),
        new Error("The action failed."),
      ];
      const found: string[] = [];
      for (const error of thrown) {
        state.answer = () => {
          throw error;
        };
        found.push(...(await compare(name, input)));
      }

      expect(thrown.length).toBeGreaterThan(10);
      expect(found).toEqual([]);
    },
    60_000,
  );
});
