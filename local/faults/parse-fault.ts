import { BadFault, type Fault, type FaultKind } from "./fault.ts";

type Given = Readonly<Record<string, unknown>>;

const onTask = (given: Given) => ({ ...optional(given, "service"), ...optional(given, "task") });
const onCalls = (given: Given) => ({ operation: operation(given), count: count(given), after: flag(given, "after") });
const onEvents = (given: Given) => ({ ...optional(given, "detailType"), count: count(given) });

/** What each kind of fault wants to know, and how it is read. */
const readers: { readonly [Kind in FaultKind]: readonly [fields: readonly string[], (given: Given) => object] } = {
  "spot-interruption": [["service", "task"], onTask],
  "kill-task": [["service", "task"], onTask],
  "host-lost": [["service", "task"], onTask],
  "no-capacity": [["provider"], (given) => ({ provider: provider(given) })],
  "image-gone": [["image"], (given) => ({ image: text(given, "image", "repository:tag, as in hello:1") })],
  throttle: [["operation", "count", "after"], onCalls],
  "server-error": [["operation", "count", "after"], onCalls],
  denied: [["operation", "count", "after"], onCalls],
  "lose-events": [["detailType", "count"], onEvents],
  "duplicate-events": [["detailType", "count"], onEvents],
  "delay-events": [["detailType", "count", "seconds"], (given) => ({ ...onEvents(given), seconds: seconds(given) })],
};

/** Reads what `POST /_local/faults` was sent. Throws `BadFault` that names the field. */
export function parseFault(body: unknown): Fault {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new BadFault("body", 'Send a JSON object such as {"kind": "spot-interruption", "service": "hello"}.');
  const { kind, ...given } = body as { kind?: unknown } & Given;
  if (typeof kind !== "string" || !Object.hasOwn(readers, kind))
    throw new BadFault("kind", `kind is ${JSON.stringify(kind)}, and can be: ${Object.keys(readers).join(", ")}.`);
  const [fields, read] = readers[kind as FaultKind];
  const unknown = Object.keys(given).find((field) => !fields.includes(field));
  if (unknown !== undefined)
    throw new BadFault(unknown, `${kind} has no field ${unknown}; it has: ${fields.join(", ")}.`);
  return { kind, ...read(given) } as Fault;
}

function text(given: Given, field: string, what: string): string {
  const value = given[field];
  if (typeof value === "string" && value !== "") return value;
  throw new BadFault(field, `${field} is ${JSON.stringify(value)}, and should be ${what}.`);
}

function optional(given: Given, field: string): Record<string, string> {
  return given[field] === undefined ? {} : { [field]: text(given, field, "a name") };
}

function operation(given: Given): string {
  const value = text(given, "operation", "service:Operation, as in ecs:UpdateService or ecs:*");
  if (/^[a-z0-9]+:([A-Za-z0-9]+|\*)$/.test(value)) return value;
  throw new BadFault("operation", `operation is ${value}, and should be as in ecs:UpdateService or ecs:*.`);
}

function provider(given: Given): "FARGATE" | "FARGATE_SPOT" {
  const value = given.provider;
  if (value === "FARGATE" || value === "FARGATE_SPOT") return value;
  throw new BadFault("provider", `provider is ${JSON.stringify(value)}, and can be: FARGATE, FARGATE_SPOT.`);
}

function count(given: Given): number {
  return within(given, "count", 1, 1, 1_000_000);
}

function seconds(given: Given): number {
  return within(given, "seconds", undefined, 1, 172_800);
}

function within(given: Given, field: string, byDefault: number | undefined, least: number, most: number): number {
  const value = given[field] ?? byDefault;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new BadFault(
    field,
    `${field} is ${JSON.stringify(value)}, and should be a whole number from ${least} to ${most}.`,
  );
}

function flag(given: Given, field: string): boolean {
  const value = given[field] ?? false;
  if (typeof value === "boolean") return value;
  throw new BadFault(field, `${field} is ${JSON.stringify(value)}, and should be true or false.`);
}
