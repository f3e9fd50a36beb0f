import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createNetwork } from "../../../../local/network/index.ts";

const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(handler: RequestListener): Promise<number> {
  const server = createServer(handler);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

describe("the network map", () => {
  test("leads a private address to a real socket, and sees what a health check sees there", async () => {
    const seen: unknown[] = [];
    const port = await listen((request, response) => {
      seen.push(request.url, request.headers.host, request.headers["user-agent"]);
      response.writeHead(204).end();
    });
    const network = createNetwork();
    network.bind("10.0.1.17", 8080, { kind: "socket", host: "127.0.0.1", port });

    expect(await network.probe("10.0.1.17", 8080, "/health", 1_000)).toEqual({ kind: "status", status: 204 });
    expect(seen).toEqual(["/health", "10.0.1.17:8080", "ELB-HealthChecker/2.0"]);
  });

  test("refuses a port that nothing listens on, and never answers for an address nobody has", async () => {
    const network = createNetwork();
    const closed = await new Promise<number>((resolve) => {
      const server = createTcpServer().listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
    });
    network.bind("10.0.1.17", 8080, { kind: "socket", host: "127.0.0.1", port: closed });

    expect(await network.probe("10.0.1.17", 8080, "/", 1_000)).toEqual({ kind: "refused" });
    expect(await network.probe("10.0.1.17", 9090, "/", 1_000)).toEqual({ kind: "refused" });
    expect(await network.probe("10.0.1.18", 8080, "/", 1_000)).toEqual({ kind: "timeout" });
  });

  test("gives up on a server that never answers", async () => {
    const port = await listen(() => {});
    const network = createNetwork();
    network.bind("10.0.1.17", 8080, { kind: "socket", host: "127.0.0.1", port });

    expect(await network.probe("10.0.1.17", 8080, "/", 20)).toEqual({ kind: "timeout" });
  });

  test("asks what answers by itself, and forgets an address that is unbound", async () => {
    const network = createNetwork();
    network.bind("10.0.1.17", 8080, {
      kind: "simulated",
      respond: (path) => ({ kind: "status", status: path === "/health" ? 200 : 404 }),
    });

    expect(await network.probe("10.0.1.17", 8080, "/health", 1_000)).toEqual({ kind: "status", status: 200 });
    network.unbind("10.0.1.17");
    expect(network.endpoint("10.0.1.17", 8080)).toBeUndefined();
    expect(await network.probe("10.0.1.17", 8080, "/health", 1_000)).toEqual({ kind: "timeout" });
  });
});
