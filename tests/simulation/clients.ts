import { ACMClient } from "@aws-sdk/client-acm";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { LocalCloud } from "../../local/create-cloud.ts";
import { clientConfig } from "../../shared/aws/client-config.ts";
import { type Caller, type ClientKind, plainClient } from "./plain-clients.ts";
import { wireClient } from "./wire-clients.ts";

/** The SDK's own clients with one role's credentials, made on first use, in this process and on its clock. */
export interface Clients {
  readonly acm: ACMClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly ecsOfOneTry: ECSClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly parameters: SSMClient;
  readonly secrets: SecretsManagerClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly states: SFNClient;
}

/**
 * How clients reach the local cloud. `plain`: the SDK's commands, retries and error classes, and values handed over
 * without a wire, at a tenth of the time. `wire`: all of the SDK, its requests written and read as bytes.
 */
export type Transport = "plain" | "wire";

export const clientKinds: { readonly [Name in keyof Clients]: ClientKind } = {
  acm: { service: "acm", Client: ACMClient },
  cloudWatch: { service: "cloudwatch", Client: CloudWatchClient },
  ec2: { service: "ec2", Client: EC2Client },
  ecr: { service: "ecr", Client: ECRClient },
  ecs: { service: "ecs", Client: ECSClient },
  /** A service is looked at before each try to change it. */
  ecsOfOneTry: { service: "ecs", Client: ECSClient, maxAttempts: 1 },
  events: { service: "events", Client: EventBridgeClient },
  /** Never tried again: its one caller waits for an answer that takes other calls to make. */
  lambda: { service: "lambda", Client: LambdaClient, maxAttempts: 1 },
  loadBalancing: { service: "elbv2", Client: ElasticLoadBalancingV2Client },
  logs: { service: "logs", Client: CloudWatchLogsClient },
  parameters: { service: "ssm", Client: SSMClient },
  secrets: { service: "secretsmanager", Client: SecretsManagerClient },
  sns: { service: "sns", Client: SNSClient },
  sqs: { service: "sqs", Client: SQSClient },
  states: { service: "states", Client: SFNClient },
};

/** Makes the clients of whoever holds `accessKeyId()` at the moment of a call. */
export function clientsOf(local: LocalCloud, accessKeyId: () => string, transport: Transport = "plain"): Clients {
  const { requestHandler, maxAttempts } = clientConfig;
  const caller: Caller = { ...local, accessKeyId, maxAttempts, timeoutMilliseconds: requestHandler.requestTimeout };
  const make = transport === "wire" ? wireClient : plainClient;
  const clients = {};
  for (const [name, kind] of Object.entries(clientKinds)) {
    let made: unknown;
    Object.defineProperty(clients, name, {
      get: () => {
        made ??= make(kind, caller);
        return made;
      },
    });
  }
  return clients as Clients;
}
