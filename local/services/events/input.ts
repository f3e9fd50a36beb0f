import type { Delivery } from "./deliver.ts";
import type { Event } from "./state.ts";

/** What a target gets: the event, a part of it, a constant, or what a template makes of it. */
export function targetInput(delivery: Delivery): unknown {
  const { target, event } = delivery;
  if (target.Input !== undefined) return JSON.parse(target.Input);
  if (target.InputPath !== undefined) return readPath(event, target.InputPath);
  if (target.InputTransformer) return transform(delivery);
  return structuredClone(event);
}

/** Reads `$.detail.containers[0].name`. `undefined` where there is nothing. */
export function readPath(event: unknown, path: string): unknown {
  const keys = path.replace(/^\$\.?/, "").match(/[^.[\]'"]+/g) ?? [];
  const found = keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined | null)?.[key],
    event,
  );
  return structuredClone(found);
}

/** Fills the template's `<name>` places; inside of quotation marks the value's text, elsewhere its JSON. */
function transform({ target, event, rule, ingested }: Delivery): unknown {
  const { InputPathsMap: paths = {}, InputTemplate: template = "" } = target.InputTransformer ?? {};
  const variables: Record<string, unknown> = {
    "aws.events.rule-arn": rule.arn,
    "aws.events.rule-name": rule.name,
    "aws.events.event.ingestion-time": new Date(ingested).toISOString(),
    "aws.events.event": withoutDetail(event),
    "aws.events.event.json": event,
  };
  for (const [name, path] of Object.entries(paths)) variables[name] = readPath(event, path as string);
  let quoted = false;
  const text = template.replace(/\\.|"|<([\w.-]+)>/gs, (part, name: string | undefined) => {
    if (part === '"') quoted = !quoted;
    if (name === undefined || !Object.hasOwn(variables, name)) return part;
    return quoted ? asText(variables[name]) : (JSON.stringify(variables[name]) ?? "null");
  });
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function asText(value: unknown): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function withoutDetail(event: Event): Omit<Event, "detail"> {
  const { detail: _, ...rest } = event;
  return rest;
}
