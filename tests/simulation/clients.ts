import { ACMClient } from "@aws-sdk/client-acm";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { LocalCloud } from "../../local/create-cloud.ts";
import type { InProcessHandler } from "../../local/edge/request-handler.ts";
import { clientConfig } from "../../shared/aws/client-config.ts";
import { retriesOn } from "./retries.ts";

/** The SDK's own clients with one role's credentials, made on first use, in this process and on its clock. */
export interface Clients {
  readonly acm: ACMClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly states: SFNClient;
}

type Config = ConstructorParameters<typeof ECSClient>[0];

/** By the service's signing name, which tells the edge whom a request is for. */
const makers: { readonly [Name in keyof Clients]: readonly [string, (config: Config) => Clients[Name]] } = {
  acm: ["acm", (config) => new ACMClient(config as object)],
  ec2: ["ec2", (config) => new EC2Client(config as object)],
  ecr: ["ecr", (config) => new ECRClient(config as object)],
  ecs: ["ecs", (config) => new ECSClient(config as object)],
  events: ["events", (config) => new EventBridgeClient(config as object)],
  /** Never tried again: its one caller waits for an answer that takes other calls to make. */
  lambda: ["lambda", (config) => new LambdaClient({ ...(config as object), maxAttempts: 1 })],
  loadBalancing: ["elasticloadbalancing", (config) => new ElasticLoadBalancingV2Client(config as object)],
  logs: ["logs", (config) => new CloudWatchLogsClient(config as object)],
  states: ["states", (config) => new SFNClient(config as object)],
};

/** Makes the clients of whoever holds `accessKeyId()` at the moment of a call. */
export function clientsOf({ world, edge }: LocalCloud, accessKeyId: () => string): Clients {
  const shared = {
    region: world.region,
    endpoint: "http://simulated",
    maxAttempts: clientConfig.maxAttempts,
    retryStrategy: retriesOn(world, clientConfig.maxAttempts),
    requestHandler: withTimeout(edge.requestHandler(), world.clock) as never,
    credentials: { accessKeyId: "replaced-by-the-signer", secretAccessKey: "none" },
  };
  const clients = {};
  for (const [name, [signingName, make]] of Object.entries(makers)) {
    let made: unknown;
    Object.defineProperty(clients, name, {
      get: () => {
        made ??= make({ ...shared, signer: signerOf(signingName, world.region, accessKeyId) as never });
        return made;
      },
    });
  }
  return clients as Clients;
}

/** Names who calls and whom, without the arithmetic of a signature, which the local cloud does not check. */
function signerOf(signingName: string, region: string, accessKeyId: () => string) {
  return {
    sign: async (request: { headers: Record<string, string> }) => {
      request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId()}/20260101/${region}/${signingName}/aws4_request, SignedHeaders=host, Signature=none`;
      return request;
    },
  };
}

/** Ends a request without an answer as the product's own HTTP settings do, on the world's clock. */
function withTimeout(handler: InProcessHandler, clock: LocalCloud["world"]["clock"]): InProcessHandler {
  const { requestTimeout } = clientConfig.requestHandler;
  return {
    ...handler,
    handle(request, options) {
      const { promise, reject } = Promise.withResolvers<never>();
      const timer = clock.schedule(requestTimeout, () =>
        reject(Object.assign(new Error(`No answer within ${requestTimeout} ms.`), { name: "TimeoutError" })),
      );
      return Promise.race([handler.handle(request, options), promise]).finally(() => timer.cancel());
    },
  };
}
