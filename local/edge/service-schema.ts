import { createRequire } from "node:module";
import type { ServiceKind } from "./contract.ts";
import { readOperation, readShape } from "./read-schema.ts";
import { registryRow } from "./registry.ts";
import type { Operation, Structure } from "./schema.ts";

/** Everything that the codecs need of one service. */
export interface ServiceSchema {
  readonly kind: ServiceKind;
  readonly namespace: string;
  /** Namespace of XML answers; `""` for services that have none. */
  readonly xmlNamespace: string;
  /** Whether JSON errors carry the older query code in a header. */
  readonly queryCompatible: boolean;
  readonly operationNames: readonly string[];
  /** An operation by its name. It is read when it is first asked for: ec2 has 823 of them. */
  operation(name: string): Operation | undefined;
  /** Modeled errors by shape name. */
  readonly errors: ReadonlyMap<string, Structure>;
  /** Modeled errors by the code that they have in the query protocol. */
  readonly errorsByQueryCode: ReadonlyMap<string, Structure>;
}

const load = createRequire(import.meta.url);
const loaded = new Map<ServiceKind, ServiceSchema>();

/**
 * Reads a service's schemas out of its SDK package, once. Loading is synchronous on purpose: under a virtual clock
 * a call must not wait for anything but the clock.
 */
export function serviceSchema(kind: ServiceKind): ServiceSchema {
  const known = loaded.get(kind);
  if (known) return known;
  const schema = readService(kind, load(registryRow(kind).package) as Record<string, unknown>);
  loaded.set(kind, schema);
  return schema;
}

interface ProtocolSettings {
  readonly defaultNamespace: string;
  readonly xmlNamespace?: string;
  readonly awsQueryCompatible?: boolean;
}

/** What the package's own client says of its protocol. */
export function protocolSettings(exports: Record<string, unknown>): ProtocolSettings & Record<string, unknown> {
  const name = Object.keys(exports).find((key) => key.endsWith("Client") && !key.startsWith("__")) as string;
  const Client = exports[name] as new (config: object) => { config: { protocolSettings: ProtocolSettings } };
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  return { ...new Client({ region: "us-east-1", credentials }).config.protocolSettings };
}

function readService(kind: ServiceKind, exports: Record<string, unknown>): ServiceSchema {
  const settings = protocolSettings(exports);
  const tuples = Object.entries(exports)
    .filter(([name, value]) => name.endsWith("$") && Array.isArray(value))
    .map(([, value]) => value as readonly unknown[]);
  const operationTuples = new Map(tuples.filter(([id]) => id === 9).map((tuple) => [tuple[2] as string, tuple]));
  const operations = new Map<string, Operation>();
  const errors = tuples.filter(([id]) => id === -3).map((tuple) => readShape(tuple) as Structure);
  return {
    kind,
    namespace: settings.defaultNamespace,
    xmlNamespace: settings.xmlNamespace ?? "",
    queryCompatible: settings.awsQueryCompatible === true,
    operationNames: [...operationTuples.keys()],
    operation: (name) => {
      const tuple = operationTuples.get(name);
      if (tuple && !operations.has(name)) operations.set(name, readOperation(tuple));
      return operations.get(name);
    },
    errors: new Map(errors.map((error) => [error.name, error])),
    errorsByQueryCode: new Map(
      errors.flatMap((error) => (error.traits.awsQueryError ? [[error.traits.awsQueryError[0], error]] : [])),
    ),
  };
}
