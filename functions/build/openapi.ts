import type * as z from "zod";
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
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly responses: Readonly<Record<number, { readonly description: string; readonly body?: z.ZodType }>>;
}

/** The OpenAPI 3.1 document of the routes. A schema that is named among the components is stated once and referred to. */
export function buildOpenApi(
  routes: readonly DocumentedRoute[],
  components: Readonly<Record<string, z.ZodType>>,
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
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, toSchema(schema)])),
    },
  };
}

function pathsOf(routes: readonly DocumentedRoute[], components: Readonly<Record<string, z.ZodType>>) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, components) };
  }
  return paths;
}

function operationOf(route: DocumentedRoute, components: Readonly<Record<string, z.ZodType>>) {
  const parameters = [
    ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
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
      : { requestBody: { required: true, content: contentOf(route.body, components) } }),
    responses: Object.fromEntries(
      Object.entries(route.responses).map(([status, { description, body }]) => [
        status,
        {
          description,
          ...(body === undefined
            ? {}
            : {
                content:
                  Number(status) < 400
                    ? { "application/json": { schema: refer(body, components) } }
                    : { "application/problem+json": { schema: refer(body, components) } },
              }),
        },
      ]),
    ),
  };
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

/** Bodies may come as JSON or as YAML. */
function contentOf(schema: z.ZodType, components: Readonly<Record<string, z.ZodType>>) {
  return {
    "application/json": { schema: refer(schema, components) },
    "application/yaml": { schema: refer(schema, components) },
  };
}

function refer(schema: z.ZodType, components: Readonly<Record<string, z.ZodType>>) {
  const name = Object.keys(components).find((candidate) => components[candidate] === schema);
  return name === undefined ? toSchema(schema) : { $ref: `#/components/schemas/${name}` };
}
