import { type Route, startHttpServer } from "../edge/http-server.ts";
import type { LocalOptions } from "./options.ts";
import { openSession, type Session } from "./session.ts";

/** A local cloud on a laptop: an AWS endpoint that stays, and behind it a cloud that can be wiped. */
export interface RunningCloud extends Pick<Session, "local" | "push"> {
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
  let session = await open(options.apiPort).catch(explainPort("--api-port"));
  const apiPort = Number(new URL(session.apiUrl).port);

  const reset = async (): Promise<void> => {
    await session.close();
    session = await open(apiPort);
  };
  const server = await startHttpServer({
    port: options.port,
    host: "127.0.0.1",
    handle: (request) => session.local.edge.handle(request),
    routes: [...currentRoutes(() => session), imageRoute(() => session), resetRoute(reset)],
  }).catch(async (error) => {
    await session.close();
    return explainPort("--port")(error);
  });
  endpointUrl = `http://127.0.0.1:${server.port}`;

  return {
    get local() {
      return session.local;
    },
    push: (folder, name) => session.push(folder, name),
    endpointUrl,
    apiUrl: session.apiUrl,
    async close() {
      await server.close();
      await session.close();
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
  return session().local.edge.routes.map(({ method, path }) => ({
    method,
    path,
    handle: (request) => {
      const route = session().local.edge.routes.find((one) => one.method === method && one.path === path);
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
