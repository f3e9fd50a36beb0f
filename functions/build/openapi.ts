import * as z from "zod";
import { toSchema } from "./to-schema.ts";

/** A route of the HTTP API as its documentation needs it. */
export interface DocumentedRoute {
  readonly method: "get" | "post" | "put" | "delete";
  /** As API Gateway and OpenAPI both write it: `/v1/services/{name}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** What the operation is called in generated clients: `putService`. */
  readonly operationId: string;
  /** Without a credential: the signed and the public ones. */
  readonly isPublic?: boolean;
  /** What each parameter of the path is. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly isBodyOptional?: boolean;
  /** The body may come as YAML too. */
  readonly isBodyYaml?: boolean;
  readonly responses: Readonly<Record<number, DocumentedAnswer>>;
  /** Statuses of the errors that it answers. */
  readonly problems?: readonly number[];
}

export interface DocumentedAnswer {
  readonly description: string;
  readonly body?: z.ZodType;
  /** The body as other types than JSON, each with what it is. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What each header says. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What each of those says that may be absent. */
  readonly optionalHeaders?: Readonly<Record<string, string>>;
}

type Components = Readonly<Record<string, z.ZodType>>;

/** What every route answers in the same way, by status. */
export type Problems = Readonly<Record<number, DocumentedAnswer>>;

/**
 * The OpenAPI 3.1 document of the routes. A schema that is named among the components, and an error, is stated once and
 * referred to.
 */
export function buildOpenApi(
  routes: readonly DocumentedRoute[],
  components: Components,
  problems: Problems = {},
): unknown {
  return {
    openapi: "3.1.0",
    info: {
      title: "Fairway",
      version: "1",
      description: "Runs containers for a team on Amazon ECS, in the team's own AWS account.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths: pathsOf(routes, components),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "A token of this API: fw_…" } },
      schemas: componentSchemas(components),
      responses: Object.fromEntries(
        Object.entries(problems).map(([status, answer]) => [
          problemName(status),
          answerOf(Number(status), answer, components),
        ]),
      ),
    },
  };
}

/** The components, which refer to each other where one holds another. */
function componentSchemas(components: Components): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: "input", target: "draft-2020-12", uri: componentPath });
  return Object.fromEntries(
    Object.keys(components).map((name) => {
      const { $schema: _dialect, $id: _id, ...schema } = schemas[name] as Record<string, unknown>;
      return [name, schema];
    }),
  );
}

function problemName(status: number | string): string {
  return `Problem${status}`;
}

function componentPath(name: string): string {
  return `#/components/schemas/${name}`;
}

function pathsOf(routes: readonly DocumentedRoute[], components: Components) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, components) };
  }
  return paths;
}

function operationOf(route: DocumentedRoute, components: Components) {
  const parameters = [
    ...pathParametersOf(route),
    ...parametersOf("query", route.query),
    ...parametersOf("header", route.headers),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(route.isPublic === true ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: route.isBodyOptional !== true,
            content: contentOf(refer(route.body, components), route.isBodyYaml === true),
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, answer]) => [
          status,
          answerOf(Number(status), answer, components),
        ]),
      ),
      ...Object.fromEntries(
        (route.problems ?? []).map((status) => [status, { $ref: `#/components/responses/${problemName(status)}` }]),
      ),
    },
  };
}

function answerOf(status: number, answer: DocumentedAnswer, components: Components) {
  const { description, body, texts = {}, headers, optionalHeaders } = answer;
  const type = status < 400 ? "application/json" : "application/problem+json";
  return {
    description,
    ...((headers ?? optionalHeaders) && { headers: textsOf({ ...headers, ...optionalHeaders }) }),
    ...(body && {
      content: {
        [type]: { schema: refer(body, components) },
        ...Object.fromEntries(
          Object.entries(texts).map(([one, says]) => [one, { schema: { type: "string", description: says } }]),
        ),
      },
    }),
  };
}

function textsOf(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, says]) => [name, { description: says, schema: { type: "string" } }]),
  );
}

function pathParametersOf({ path, parameters = {} }: DocumentedRoute) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    ...(parameters[name] !== undefined && { description: parameters[name] }),
    schema: { type: "string" },
  }));
}

function parametersOf(place: "query" | "header", schema: z.ZodObject | undefined) {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toSchema(schema) as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function contentOf(schema: unknown, isYaml: boolean) {
  return { "application/json": { schema }, ...(isYaml && { "application/yaml": { schema } }) };
}

function refer(schema: z.ZodType, components: Components) {
  const name = Object.keys(components).find((candidate) => components[candidate] === schema);
  return name === undefined ? toSchema(schema) : { $ref: componentPath(name) };
}
