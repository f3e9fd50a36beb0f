import { once } from "node:events";
import { Agent, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type VirtualClock, virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { type ElbCloud, elb } from "./cloud.ts";
import { fetchText, website } from "./web.ts";

/** One turn of the event loop. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let clock: VirtualClock;
let cloud: ElbCloud;
let site: Awaited<ReturnType<typeof website>>;

beforeEach(async () => {
  clock = virtualClock();
  cloud = await elb(clock, { listen: true });
  site = await website(cloud, clock);
});

afterEach(() => site.close());

describe("a request through the load balancer", () => {
  test("reaches a target with where it came from, and the answer comes back whole", async () => {
    await site.add((request, response) => {
      const { host, connection, ...headers } = request.headers;
      response.writeHead(201, ["Set-Cookie", "a=1", "Set-Cookie", "b=2", "Keep-Alive", "timeout=9"]);
      response.end(JSON.stringify({ method: request.method, url: request.url, host, headers }));
    });

    const answer = await fetchText(`${site.url}/a/b?c=d`, {
      headers: { "X-Forwarded-For": "203.0.113.9", "X-Amzn-Trace-Id": "Root=1-abc", "X-Own": "kept" },
    });

    expect(answer.status).toBe(201);
    expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(JSON.parse(answer.body)).toEqual({
      method: "GET",
      url: "/a/b?c=d",
      host: new URL(site.url).host,
      headers: {
        "x-own": "kept",
        "x-forwarded-for": "203.0.113.9, 127.0.0.1",
        "x-forwarded-proto": "http",
        "x-forwarded-port": "80",
        "x-amzn-trace-id": expect.stringMatching(/^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-abc$/),
      },
    });
  });

  test("carries bodies both ways as streams, however large", async () => {
    await site.add((request, response) => request.pipe(response));
    const body = "x".repeat(3_000_000);

    const counted = await fetchText(site.url, { method: "POST", body, headers: { "Content-Length": body.length } });
    const chunked = await fetchText(site.url, { method: "PUT", body, headers: { "Transfer-Encoding": "chunked" } });

    expect([counted.body === body, chunked.body === body]).toEqual([true, true]);
  });

  test("goes to each target in turn", async () => {
    await site.add((_, response) => response.end("one"));
    await site.add((_, response) => response.end("two"));

    const bodies = [];
    for (let index = 0; index < 4; index++) bodies.push((await fetchText(site.url)).body);

    expect(bodies.sort()).toEqual(["one", "one", "two", "two"]);
  });

  test("is answered on a connection that stays, request after request, pipelined too", async () => {
    await site.add((request, response) => response.end(request.url));
    const socket = connect(Number(new URL(site.url).port), "127.0.0.1");
    let received = "";
    socket.on("data", (part) => {
      received += part.toString();
    });

    socket.write("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    socket.write("GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    await once(socket, "close");

    expect(received.match(/(?<=\n)\/\d/g)).toEqual(["/1", "/2", "/3"]);
  });

  test("may become a WebSocket", async () => {
    const { server } = await site.add((_, response) => response.end());
    server.on("upgrade", (request, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${request.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    const socket = connect(Number(new URL(site.url).port), "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

    const [head] = await once(socket, "data");
    expect(head.toString()).toContain("101 Switching Protocols");
    socket.write("echo");
    const [echo] = await once(socket, "data");
    expect(echo.toString()).toBe("echo");
    socket.destroy();
  });
});

describe("the load balancer answers by itself", () => {
  test("503 when no target is registered, and while all are new", async () => {
    expect(await fetchText(site.url)).toMatchObject({
      status: 503,
      headers: { server: "awselb/2.0" },
      body: expect.stringContaining("<h1>503 Service Unavailable</h1>"),
    });
    cloud.port.register(site.groupArn, { ip: cloud.address([site.tasks]), port: 8080 });
    expect((await fetchText(site.url)).status).toBe(503);
  });

  test("502 when the target refuses, resets, or talks nonsense", async () => {
    const { server, target } = await site.add((request) => {
      if (request.url === "/reset") request.socket.destroy();
      else request.socket.end("this is no HTTP\r\n\r\n");
    });

    expect((await fetchText(`${site.url}/reset`, { method: "POST" })).status).toBe(502);
    expect((await fetchText(`${site.url}/nonsense`, { method: "POST" })).status).toBe(502);
    server.close();
    server.closeAllConnections();
    expect((await fetchText(site.url)).status).toBe(502);
    cloud.network.unbind(target.ip);
    expect((await fetchText(site.url)).status).toBe(502);
  });

  test("504 when the target says nothing for the idle timeout, and a slow but steady one is waited for", async () => {
    const waiting = new Map<string | undefined, ServerResponse>();
    await site.add((request, response) => waiting.set(request.url, response));
    const asked = async (url: string): Promise<ServerResponse> => {
      while (!waiting.has(url)) await turn();
      return waiting.get(url) as ServerResponse;
    };

    const steady = fetchText(`${site.url}/steady`);
    const slow = await asked("/steady");
    await clock.advance(59_000);
    slow.write("a");
    const silent = fetchText(`${site.url}/silent`);
    await asked("/silent");
    await clock.advance(59_000);
    slow.end("b");

    expect((await steady).body).toBe("ab");
    await clock.advance(1_000);
    expect((await silent).status).toBe(504);
  });

  test("504 after ten seconds when the security groups do not let it through to the target", async () => {
    await site.add((_, response) => response.end());
    await cloud.ec2("RevokeSecurityGroupIngress", {
      GroupId: site.tasks,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, UserIdGroupPairs: [{ GroupId: site.balancer }] },
      ],
    });

    const pending = clock.pending();
    const answer = fetchText(site.url);
    while (clock.pending() === pending) await turn();
    await clock.advance(10_000);

    expect((await answer).status).toBe(504);
  });

  test("with a fixed response or by a rule", async () => {
    await site.add((_, response) => response.end("target"));
    const fixed = (MessageBody: string) => ({
      Actions: [
        {
          Type: "fixed-response" as const,
          FixedResponseConfig: { StatusCode: "404", ContentType: "text/plain", MessageBody },
        },
      ],
    });
    const rule = (Priority: number, Field: string, value: string, body: string) =>
      cloud.run("CreateRule", {
        ListenerArn: site.listenerArn,
        Priority,
        Conditions: [{ Field, Values: [value] }],
        ...fixed(body),
      });
    await rule(20, "path-pattern", "/api/*", "api");
    await rule(10, "host-header", "*.example.com", "example");

    expect((await fetchText(`${site.url}/api/x`)).body).toBe("api");
    expect((await fetchText(`${site.url}/API/x`)).body).toBe("target");
    expect((await fetchText(`${site.url}/api/x`, { headers: { Host: "WWW.example.com:80" } })).body).toBe("example");
    expect((await fetchText(site.url)).body).toBe("target");
  });

  test("fails open: when all targets are unhealthy they get the requests all the same", async () => {
    const { server } = await site.add((_, response) => response.end("still there"));
    const healthCheck = { TargetGroupArn: site.groupArn, Matcher: { HttpCode: "204" } };
    await cloud.run("ModifyTargetGroup", healthCheck);
    const unhealthy = new Promise<void>((resolve) => {
      cloud.port.onHealthChange((_, __, health) => health === "unhealthy" && resolve());
    });
    for (let check = 0; check < 2; check++) {
      const probed = once(server, "request");
      await clock.advance(5_000);
      await probed;
      await turn();
    }
    await unhealthy;

    expect((await fetchText(site.url)).body).toBe("still there");
  });
});

describe("who may connect", () => {
  const refused = () => expect(fetchText(site.url)).rejects.toMatchObject({ code: "ECONNRESET" });

  test("nobody whom the security groups keep out", async () => {
    await site.add((_, response) => response.end("in"));
    expect((await fetchText(site.url)).body).toBe("in");

    await cloud.run("SetSecurityGroups", { LoadBalancerArn: site.arn, SecurityGroups: [site.tasks] });

    await refused();
  });

  test("nobody without a listener, and nobody once the load balancer is gone", async () => {
    await cloud.run("DeleteListener", { ListenerArn: site.listenerArn });
    await refused();
    await cloud.run("DeleteLoadBalancer", { LoadBalancerArn: site.arn });
    await expect(fetchText(site.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("nobody before it is active", async () => {
    const { arn, url } = await cloud.loadBalancer("other", { SecurityGroups: [site.balancer] });
    await cloud.listener(arn, site.groupArn).catch(() => {});

    await expect(fetchText(url)).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

describe("no request is lost", () => {
  test("when the target closes connections that were kept", async () => {
    const { server } = await site.add((_, response) => response.end("ok"));
    const agent = new Agent({ keepAlive: true });

    const statuses = new Set<number>();
    for (let index = 0; index < 30; index++) {
      statuses.add((await fetchText(site.url, { agent })).status);
      server.closeIdleConnections();
    }

    agent.destroy();
    expect([...statuses]).toEqual([200]);
  });

  test("while a target drains: open requests end well, new ones go elsewhere", async () => {
    let release: ServerResponse | undefined;
    const old = await site.add((request, response) => {
      if (request.url !== "/slow") return void response.end("old");
      response.write("begun ");
      release = response;
    });
    const slow = fetchText(`${site.url}/slow`);
    while (!release) await turn();
    await site.add((_, response) => response.end("new"));

    await cloud.run("DeregisterTargets", { TargetGroupArn: site.groupArn, Targets: [{ Id: old.target.ip }] });
    const bodies = new Set<string>();
    for (let index = 0; index < 6; index++) bodies.add((await fetchText(site.url)).body);
    release.end("and done");

    expect([...bodies]).toEqual(["new"]);
    expect((await slow).body).toBe("begun and done");
  });

  test("from one version to the next under load", async () => {
    const old = await site.add((_, response) => response.end("old"));
    await site.add((_, response) => response.end("new"));
    let running = true;
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const seen = new Map<string, number>();
    const client = async (): Promise<void> => {
      while (running) {
        const { status, body } = await fetchText(site.url, { agent });
        const key = `${status} ${body}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, client));
    const until = async (key: string, count: number): Promise<void> => {
      while ((seen.get(key) ?? 0) < count) await Promise.race([turn(), clients]);
    };

    await until("200 old", 50);
    await cloud.run("DeregisterTargets", { TargetGroupArn: site.groupArn, Targets: [{ Id: old.target.ip }] });
    await until("200 new", (seen.get("200 new") ?? 0) + 50);
    const before = seen.get("200 old");
    old.server.close();
    old.server.closeAllConnections();
    await until("200 new", (seen.get("200 new") ?? 0) + 50);
    running = false;
    await clients;
    agent.destroy();

    expect([...seen.keys()].sort()).toEqual(["200 new", "200 old"]);
    expect(seen.get("200 old")).toBe(before);
  });
});

describe("metrics", () => {
  test("of requests, codes, times and hosts come once a minute", async () => {
    await site.add((request, response) => response.writeHead(request.url === "/bad" ? 500 : 200).end());
    const { target } = await site.add((request, response) =>
      response.writeHead(request.url === "/bad" ? 500 : 200).end(),
    );
    await fetchText(site.url);
    await fetchText(`${site.url}/bad`);
    await fetchText(site.url);
    cloud.port.deregister(site.groupArn, target);

    await clock.advance(60_000);
    expect(cloud.metrics).toEqual([]);
    await clock.advance(60_000);

    const sums = new Map<string, number>();
    for (const { namespace, name, dimensions, value } of cloud.metrics) {
      expect(namespace).toBe("AWS/ApplicationELB");
      const key = `${name} ${Object.keys(dimensions).sort().join("+")}`;
      sums.set(key, (sums.get(key) ?? 0) + value);
    }
    expect(Object.fromEntries(sums)).toMatchObject({
      "RequestCount LoadBalancer": 3,
      "RequestCount LoadBalancer+TargetGroup": 3,
      "RequestCountPerTarget TargetGroup": 3,
      "HTTPCode_Target_2XX_Count LoadBalancer": 2,
      "HTTPCode_Target_5XX_Count LoadBalancer": 1,
      "HealthyHostCount LoadBalancer+TargetGroup": 1,
      "UnHealthyHostCount LoadBalancer+TargetGroup": 0,
    });
    expect(sums.has("TargetResponseTime LoadBalancer")).toBe(true);
    expect(cloud.metrics.find(({ name }) => name === "RequestCountPerTarget")?.dimensions.TargetGroup).toMatch(
      /^targetgroup\/hello\/[0-9a-f]{16}$/,
    );
  });
});
