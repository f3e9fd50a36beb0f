import { once } from "node:events";
import {
  type Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type RequestOptions,
  request,
  type Server,
} from "node:http";
import { request as tlsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import type { Target } from "../../../../../local/cloud.ts";
import type { VirtualClock } from "../../../../../local/world/virtual-clock.ts";
import { type ElbCloud, openGroups } from "./cloud.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A real server on loopback, whose health check always passes. */
export async function serve(handler: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer((incoming, response) => {
    if (incoming.url === "/health") response.end();
    else handler(incoming, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

/** One request, on a connection of its own unless an agent is given. */
export function fetchText(
  url: string,
  options: { method?: string; headers?: OutgoingHttpHeaders; body?: string; agent?: Agent } = {},
): Promise<Answer> {
  const { body, agent = false, ...rest } = options;
  const settings: RequestOptions = { ...rest, agent };
  return new Promise((resolve, reject) => {
    const sent = url.startsWith("https:")
      ? tlsRequest(url, { ...settings, rejectUnauthorized: false })
      : request(url, settings);
    sent.on("error", reject);
    sent.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
        }),
      );
    });
    sent.end(body);
  });
}

/** A load balancer open to the internet on port 80 which forwards to a target group, and a way to put servers behind it. */
export async function website(cloud: ElbCloud, clock: VirtualClock, settings: { delaySeconds?: number } = {}) {
  const groups = await openGroups(cloud);
  const groupArn = await cloud.targetGroup();
  await cloud.run("ModifyTargetGroupAttributes", {
    TargetGroupArn: groupArn,
    Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: String(settings.delaySeconds ?? 10) }],
  });
  const { arn, url } = await cloud.loadBalancer("hello", { SecurityGroups: [groups.balancer] });
  const listenerArn = await cloud.listener(arn, groupArn);
  await clock.advance(600);
  const servers: Server[] = [];
  return {
    ...groups,
    arn,
    url,
    groupArn,
    listenerArn,
    /** Starts a server, registers it, and waits until it is healthy. */
    async add(handler: RequestListener): Promise<{ server: Server; target: Target }> {
      const { server, port } = await serve(handler);
      servers.push(server);
      const target = { ip: cloud.address([groups.tasks]), port: 8080 };
      cloud.network.bind(target.ip, target.port, { kind: "socket", host: "127.0.0.1", port });
      const healthy = new Promise<void>((resolve) => {
        const stop = cloud.port.onHealthChange((_, { ip }, health) => {
          if (ip !== target.ip || health !== "healthy") return;
          stop();
          resolve();
        });
      });
      cloud.port.register(groupArn, target);
      await clock.advance(250);
      await healthy;
      return { server, target };
    },
    async close(): Promise<void> {
      await cloud.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
