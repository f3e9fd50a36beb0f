import { type Route, startHttpServer } from "../edge/http-server.ts";
import { faultRoutes } from "../faults/routes.ts";
import { slackRoutes } from "../slack/routes.ts";
import type { LocalOptions } from "./options.ts";
import { openSession, type Session } from "./session.ts";

/** A local cloud on a laptop: an AWS endpoint that stays, and behind it a cloud that can be wiped. */
export interface RunningCloud extends Pick<Session, "local" | "slack" | "push"> {
  /** The AWS endpoint: `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** Fairway's own HTTP API. */
  readonly apiUrl: string;
  close(): Promise<void>;
}

/** Starts a local cloud and its AWS endpoint. Throws an `Error` that says what to do where a port is taken. */
export async function runLocal(options: LocalOptions): Promise<RunningCloud> {
  let endpointUrl = "";
  const open = (apiPort: number): Promise<Session> => openSession({ ...options, apiPort }, () => endpointUrl);
  let opened: Session | undefined;
  const current = (): Session => {
    if (!opened) throw new Error("The local cloud is still starting.");
    return opened;
  };
  const reset = async (): Promise<void> => {
    const { apiUrl, close } = current();
    await close();
    opened = await open(Number(new URL(apiUrl).port));
  };
  // The endpoint comes first: the stack's queues have URLs that begin with it.
  const server = await startHttpServer({
    port: options.port,
    host: "127.0.0.1",
    handle: (request) => current().local.edge.handle(request),
    routes: [
      ...currentRoutes(current),
      imageRoute(current),
      ...faultRoutes(() => current().local.faults),
      ...slackRoutes(() => current().slack),
      resetRoute(reset),
    ],
  }).catch(explainPort("--port"));
  endpointUrl = `http://127.0.0.1:${server.port}`;
  opened = await open(options.apiPort).catch(async (error) => {
    await server.close();
    return explainPort("--api-port")(error);
  });

  return {
    get local() {
      return current().local;
    },
    get slack() {
      return current().slack;
    },
    push: (folder, name) => current().push(folder, name),
    endpointUrl,
    apiUrl: opened.apiUrl,
    async close() {
      await server.close();
      await current().close();
    },
  };
}

/** Says which option helps where a port is taken, and passes everything else on. */
function explainPort(option: string): (error: NodeJS.ErrnoException & { port?: number }) => never {
  return (error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(
      `Port ${error.port} is taken, perhaps by another local cloud: choose one with ${option} N, or 0 for any.`,
    );
  };
}

/** The edge's own pages, always those of the cloud that is there now. */
function currentRoutes(session: () => Session): readonly Route[] {
  return ["/_local/health", "/_local/calls"].map((path) => ({
    method: "GET",
    path,
    handle: (request) => {
      const route = session().local.edge.routes.find((one) => one.path === path);
      return (route as Route).handle(request);
    },
  }));
}

/** `POST /_local/images {"folder": "/path", "name": "repository:tag"}`: what `npm run push` calls. */
function imageRoute(session: () => Session): Route {
  return {
    method: "POST",
    path: "/_local/images",
    async handle(request) {
      try {
        const { folder, name } = JSON.parse(Buffer.from(request.body).toString("utf8")) as Record<string, unknown>;
        if (typeof folder === "string" && typeof name === "string")
          return { status: 201, body: await session().push(folder, name) };
        return { status: 400, body: { message: 'Send {"folder": "/path/of/folder", "name": "repository:tag"}.' } };
      } catch (error) {
        return { status: 400, body: { message: error instanceof Error ? error.message : String(error) } };
      }
    },
  };
}

/** `POST /_local/reset`: ends all tasks and functions, forgets every resource, and installs Fairway anew. */
function resetRoute(reset: () => Promise<void>): Route {
  return {
    method: "POST",
    path: "/_local/reset",
    async handle() {
      await reset();
      return {
        status: 200,
        body: {
          message: "The local cloud is as new. Tokens are gone too: npm run token -- --help tells how to make one.",
        },
      };
    },
  };
}
