/** What the codecs walk: a value's shape, as read-schema.ts reads it out of an SDK package. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "bigint" | "decimal" | "document" | "unit" }
  | { readonly kind: "timestamp"; readonly format?: TimestampFormat }
  | { readonly kind: "blob"; readonly streaming: boolean }
  | { readonly kind: "list"; readonly item: Member }
  | { readonly kind: "map"; readonly key: Member; readonly value: Member }
  | Structure;

export type TimestampFormat = "date-time" | "http-date" | "epoch-seconds";

export interface Structure {
  readonly kind: "structure";
  readonly name: string;
  readonly namespace: string;
  readonly union: boolean;
  readonly traits: Traits;
  readonly members: readonly Member[];
  readonly memberOf: ReadonlyMap<string, Member>;
  /** The members of a query request by their key, in every spelling that a client uses. */
  readonly queryKeys: ReadonlyMap<string, Member>;
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** The member's own traits; those of its type are not among them. */
  readonly traits: Traits;
}

export interface Traits {
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly ec2QueryName?: string;
  readonly httpLabel?: 1;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly idempotencyToken?: 1;
  readonly streaming?: 1;
  readonly http?: readonly [method: string, path: string, status: number];
  readonly error?: "client" | "server";
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

export interface Operation {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  readonly traits: Traits;
  /** Whether input or output is an event stream, which the edge does not speak. */
  readonly streams: boolean;
}
