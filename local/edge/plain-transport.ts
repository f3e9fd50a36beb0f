import type { ServiceKind } from "./contract.ts";
import { type CopyHabits, copyByShape } from "./copy-by-shape.ts";
import type { Protocol } from "./detect.ts";
import { type RegistryRow, registryRow } from "./registry.ts";
import type { Transport } from "./serve-call.ts";

/** A call from within the process: its input and its answer are values, and nothing is written as text or bytes. */
export interface PlainCall {
  readonly service: ServiceKind;
  readonly operation: string;
  readonly input: unknown;
  /** Whose call it is. */
  readonly accessKeyId: string;
}

/** What is left of the wire where there is none, by the service's style. */
const inputHabits: Readonly<Record<RegistryRow["style"], CopyHabits>> = {
  json: { emptyLists: "kept", emptyStructures: "kept" },
  rest: { emptyLists: "kept", emptyStructures: "kept" },
  query: { emptyLists: "kept", emptyStructures: "left-out" },
  ec2: { emptyLists: "left-out", emptyStructures: "left-out" },
};
const outputHabits: CopyHabits = { emptyLists: "kept", emptyStructures: "kept" };

/** Hands copies over, so that caller and service share no value, as if a wire were between them. */
export function plainTransport({ service, input }: PlainCall): Transport<PlainOutput> {
  const habits = inputHabits[registryRow(service).style];
  return {
    read: (operation) => copyByShape(operation.input, input ?? {}, habits),
    write(operation, output) {
      const value = copyByShape(operation.output, output, outputHabits) as Record<string, unknown>;
      const { http } = operation.traits;
      let status = http?.[2] ?? 200;
      if (!http || operation.output.kind !== "structure") return { status, value };
      for (const { name, traits, shape } of operation.output.members) {
        // Of a body that is a member of its own, clients make null where it has no byte.
        const bytes = value[name] as Uint8Array | undefined;
        if (traits.httpPayload && shape.kind === "blob" && !bytes?.length) value[name] = null;
        if (!traits.httpResponseCode) continue;
        status = (value[name] as number | undefined) ?? status;
        value[name] = status;
      }
      return { status, value };
    },
  };
}

/** An output, and the status under which HTTP would carry it. */
export interface PlainOutput {
  readonly status: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Services that speak AWS JSON 1.0, which tells an error's name with its namespace. */
const json10: ReadonlySet<ServiceKind> = new Set(["cloudwatch", "dynamodb", "sqs", "states"] as const);

/** The protocol in which a service's errors are told, where a call came without one. */
export function nativeProtocol(service: ServiceKind): Protocol {
  const { style } = registryRow(service);
  switch (style) {
    case "json":
      return { kind: "json", contentType: `application/x-amz-json-${json10.has(service) ? "1.0" : "1.1"}` };
    case "rest":
      return { kind: "rest", route: { operation: "", labels: {} } };
    case "query":
    case "ec2":
      return { kind: "form", style, form: new URLSearchParams() };
  }
}
