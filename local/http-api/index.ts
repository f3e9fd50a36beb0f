import type { Host } from "../edge/contract.ts";
import {
  type Cors,
  type HttpApi,
  type HttpRequest,
  type HttpResponse,
  type Integration,
  messageResponse,
} from "./api.ts";
import { handle } from "./handle.ts";
import { type HttpServer, serve } from "./server.ts";

export type { Cors, HttpRequest, HttpResponse, Integration } from "./api.ts";

/** The local API Gateway: HTTP APIs in front of functions. */
export interface HttpApis {
  /** Makes an API and returns its id. */
  addApi(api: { name: string; cors?: Cors }): string;
  /** Makes an integration and returns its id. Throws when the API is not there. */
  addIntegration(apiId: string, integration: Integration): string;
  addRoute(apiId: string, route: { key: string; integrationId: string }): string;
  setStageVariables(apiId: string, variables: Readonly<Record<string, string>>): void;
  /** Answers a request in the process, without a socket. */
  handle(apiId: string, request: HttpRequest): Promise<HttpResponse>;
  /** Starts to listen on 127.0.0.1 (port 0: a free one) and returns the address. */
  listen(port: number): Promise<string>;
  /** The API's address once it listens. */
  url(apiId: string): string | undefined;
  close(): Promise<void>;
}

/**
 * Makes the API Gateway. All APIs share one port: a request is for the API that its Host header begins with
 * (`<id>.execute-api…`), else for the one that was made first.
 */
export function createHttpApi(host: Host): HttpApis {
  const apis = new Map<string, HttpApi>();
  let server: HttpServer | undefined;
  const newId = (): string => host.world.random.characters(10, "abcdefghijklmnopqrstuvwxyz0123456789");

  const find = (apiId: string): HttpApi => {
    const api = apis.get(apiId);
    if (!api) throw new Error(`There is no HTTP API ${apiId}: make it with addApi first.`);
    return api;
  };
  const requested = (request: HttpRequest): HttpApi | undefined => {
    const [label = ""] = String(request.headers.host ?? "").split(".");
    return apis.get(label) ?? apis.values().next().value;
  };

  return {
    addApi({ name, cors }) {
      const id = newId();
      apis.set(id, { id, name, ...(cors && { cors }), routes: [], integrations: new Map(), stageVariables: {} });
      return id;
    },
    addIntegration(apiId, integration) {
      const id = newId().slice(0, 7);
      find(apiId).integrations.set(id, integration);
      return id;
    },
    addRoute(apiId, route) {
      find(apiId).routes.push(route);
      return newId().slice(0, 7);
    },
    setStageVariables(apiId, variables) {
      find(apiId).stageVariables = variables;
    },
    handle: (apiId, request) => handle(host, find(apiId), request),
    async listen(port) {
      server = await serve(port, async (request) => {
        const api = requested(request);
        return api ? handle(host, api, request) : messageResponse(404, "Not Found");
      });
      return `http://127.0.0.1:${server.port}`;
    },
    url(apiId) {
      if (!server) return undefined;
      const first = apis.keys().next().value === find(apiId).id;
      return first ? `http://127.0.0.1:${server.port}` : `http://${apiId}.execute-api.localhost:${server.port}`;
    },
    async close() {
      await server?.close();
      server = undefined;
    },
  };
}
