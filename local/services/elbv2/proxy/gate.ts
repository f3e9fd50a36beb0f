import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import type { Host } from "../../../edge/contract.ts";
import { ownTime } from "../../../world/clock.ts";
import type { Elbv2State, Listener, LoadBalancer } from "../state.ts";
import type { Traffic } from "../traffic.ts";
import { answer, answerError } from "./answer.ts";
import { type Arrival, isTls, readArrival } from "./arrival.ts";
import { chooseListener } from "./choose.ts";
import type { Connections } from "./connections.ts";
import { forward } from "./forward.ts";
import { toTarget } from "./headers.ts";
import { invokeFunction } from "./invoke.ts";
import type { Route } from "./route.ts";
import { endWith, upgrade } from "./upgrade.ts";

interface Parts {
  readonly host: Host;
  readonly state: () => Elbv2State;
  readonly traffic: Traffic;
  readonly connections: Connections;
  contextOf(listener: Listener): Promise<SecureContext | undefined>;
  route(arrival: Arrival): Route;
  loadBalancer(): LoadBalancer | undefined;
}

/** What stands behind a load balancer's door: it admits connections, and does with each request what was decided. */
export function createGate(parts: Parts) {
  const { host, state, traffic, connections } = parts;
  const { clock } = host.world;

  /** A target takes the machine's time to answer. */
  const secondsSince = (started: number): number => (clock.now() - started) / ownTime(clock, 1000);

  const server = createServer({ requestTimeout: 0, maxHeaderSize: 65_536 });
  server.on("request", (request, response) => {
    const arrival = arrive(request);
    if (!arrival) {
      response.destroy();
      return;
    }
    server.keepAliveTimeout = idleOf(arrival.loadBalancer);
    act(arrival, parts.route(arrival), response);
  });
  server.on("upgrade", (request, client, head) => {
    const arrival = arrive(request);
    if (arrival) join(arrival, parts.route(arrival), client, head);
    else client.destroy();
  });

  const arrive = (request: IncomingMessage): Arrival | undefined => {
    const loadBalancer = parts.loadBalancer();
    const listener = loadBalancer && chooseListener(state(), loadBalancer.arn, isTls(request));
    return listener && readArrival(loadBalancer, listener, request);
  };

  const act = (arrival: Arrival, route: Route, response: ServerResponse): void => {
    const { arn } = arrival.loadBalancer;
    switch (route.kind) {
      case "answer":
        traffic.refused(arn, route.status);
        answer(response, route.status, route.headers, route.body);
        return;
      case "refuse": {
        const refuse = (): void => {
          traffic.refused(arn, route.status, route.group?.arn);
          answerError(response, route.status);
        };
        if (route.delay > 0) clock.schedule(route.delay, refuse);
        else refuse();
        return;
      }
      case "target":
        serve(arrival, route, response);
        return;
      case "function":
        invoke(arrival, route, response);
    }
  };

  const serve = (arrival: Arrival, route: Route & { kind: "target" }, response: ServerResponse): void => {
    const { arn } = arrival.loadBalancer;
    const started = clock.now();
    forward({
      request: arrival.request,
      response,
      target: route.target,
      endpoint: route.endpoint,
      headers: toTarget(host.world, arrival),
      idleMilliseconds: ownTime(clock, idleOf(arrival.loadBalancer)),
      clock,
      connections,
      done({ by, status }) {
        if (by === "target") traffic.answered(arn, route.group.arn, status, secondsSince(started));
        else traffic.refused(arn, status, route.group.arn);
      },
    });
  };

  const invoke = (arrival: Arrival, route: Route & { kind: "function" }, response: ServerResponse): void => {
    const { arn } = arrival.loadBalancer;
    const started = clock.now();
    void invokeFunction(host, arrival, route).then((result) => {
      if (result.by === "target") {
        traffic.answered(arn, route.group.arn, result.status, secondsSince(started));
        answer(response, result.status, result.headers, result.body);
      } else {
        traffic.refused(arn, result.status, route.group.arn);
        answerError(response, result.status);
      }
    });
  };

  const join = (arrival: Arrival, route: Route, client: Duplex, head: Buffer): void => {
    if (route.kind === "target" && route.endpoint.kind === "socket") {
      const { request } = arrival;
      upgrade({ request, client, head, endpoint: route.endpoint, headers: toTarget(host.world, arrival) });
      return;
    }
    endWith(client, refusalOf(route));
  };

  return {
    /** Whether a connection may come in, as the listener's protocol and the security groups have it. */
    async admit(tls: boolean): Promise<SecureContext | "plain" | undefined> {
      const loadBalancer = parts.loadBalancer();
      if (loadBalancer?.state !== "active") return undefined;
      const listener = chooseListener(state(), loadBalancer.arn, tls);
      if (!listener || !host.cloud.ec2.permits("internet", loadBalancer.securityGroupIds, listener.port)) {
        return undefined;
      }
      return tls ? parts.contextOf(listener) : "plain";
    },
    enter(socket: Socket): void {
      server.emit("connection", socket);
    },
  };
}

/** How a wish for another protocol is declined: no function can join a client. */
function refusalOf(route: Route): number {
  if (route.kind === "function") return 400;
  return route.kind === "target" ? 502 : route.status;
}

function idleOf(loadBalancer: LoadBalancer): number {
  return Number(loadBalancer.attributes.get("idle_timeout.timeout_seconds")) * 1000;
}
