import type { ServiceKind } from "../../../../edge/contract.ts";
import { arn, type World } from "../../../../world/world.ts";
import { StateFailure } from "../../language/faults.ts";
import { isObject, type Json, type JsonObject } from "../../language/json.ts";
import { cause, serviceFailure } from "./failures.ts";
import type { Integration } from "./integration-task.ts";
import { refusal } from "./role.ts";

/** A service that `aws-sdk:` Tasks can call. */
interface SdkService {
  readonly kind: ServiceKind;
  /** In error names: `DynamoDb.ResourceNotFoundException`. */
  readonly prefix: string;
  /** In IAM actions. */
  readonly iam: string;
  /** Whether the API's members begin in lower case; Tasks always write them in upper case. */
  readonly lowerCase?: boolean;
}

const services: Readonly<Record<string, SdkService>> = {
  acm: { kind: "acm", prefix: "Acm", iam: "acm" },
  cloudwatch: { kind: "cloudwatch", prefix: "CloudWatch", iam: "cloudwatch" },
  cloudwatchlogs: { kind: "logs", prefix: "CloudWatchLogs", iam: "logs", lowerCase: true },
  dynamodb: { kind: "dynamodb", prefix: "DynamoDb", iam: "dynamodb" },
  ec2: { kind: "ec2", prefix: "Ec2", iam: "ec2" },
  ecr: { kind: "ecr", prefix: "Ecr", iam: "ecr", lowerCase: true },
  ecs: { kind: "ecs", prefix: "Ecs", iam: "ecs", lowerCase: true },
  elasticloadbalancingv2: { kind: "elbv2", prefix: "ElasticLoadBalancingV2", iam: "elasticloadbalancing" },
  eventbridge: { kind: "events", prefix: "EventBridge", iam: "events" },
  events: { kind: "events", prefix: "EventBridge", iam: "events" },
  iam: { kind: "iam", prefix: "Iam", iam: "iam" },
  lambda: { kind: "lambda", prefix: "Lambda", iam: "lambda" },
  resourcegroupstaggingapi: { kind: "tagging", prefix: "ResourceGroupsTaggingApi", iam: "tag" },
  secretsmanager: { kind: "secretsmanager", prefix: "SecretsManager", iam: "secretsmanager" },
  sfn: { kind: "states", prefix: "Sfn", iam: "states", lowerCase: true },
  ssm: { kind: "ssm", prefix: "Ssm", iam: "ssm" },
  sts: { kind: "sts", prefix: "Sts", iam: "sts" },
};

export function sdkService(name: string): SdkService | undefined {
  return Object.hasOwn(services, name) ? services[name] : undefined;
}

/** A call of a service's API as it is: the Task's parameters are its input, its output the result. */
export function sdkCall(service: SdkService, action: string): Integration {
  const operation = (action[0] ?? "").toUpperCase() + action.slice(1);
  return {
    async submit(visit, scope, parameters) {
      const { cloud, world } = visit.thread.engine.host;
      const resource = resourceOf(service.kind, parameters, world);
      const refused = refusal(visit, `${service.iam}:${operation}`, resource);
      if (refused !== undefined)
        throw new StateFailure(
          `${service.prefix}.AccessDeniedException`,
          cause(refused, service.prefix, 400, "AccessDeniedException", visit),
        );
      const input = inputOf(service, operation, parameters);
      try {
        const output = await scope.follow(
          cloud.call(service.kind, operation as never, input as never) as Promise<unknown>,
        );
        const result = service.lowerCase ? renameKeys(asJson(output), upper) : asJson(output);
        if (operation === "PutEvents") failOnLostEvents(result);
        return result;
      } catch (error) {
        throw serviceFailure(error, service.prefix, service.prefix, visit);
      }
    },
  };
}

/** The ARN that IAM is asked about, where the parameters tell it; else `*`. */
function resourceOf(kind: ServiceKind, parameters: JsonObject, world: World): string {
  const named = (value: Json | undefined): value is string => typeof value === "string";
  if (kind === "dynamodb" && named(parameters.TableName))
    return arn(world, "dynamodb", `table/${parameters.TableName}`);
  if (kind === "events") {
    const [entry] = Array.isArray(parameters.Entries) ? parameters.Entries : [];
    const bus = isObject(entry) && named(entry.EventBusName) ? entry.EventBusName : "default";
    return bus.startsWith("arn:") ? bus : arn(world, "events", `event-bus/${bus}`);
  }
  const ownArn = parameters.StateMachineArn ?? parameters.ExecutionArn ?? parameters.ResourceArn;
  return named(ownArn) ? ownArn : "*";
}

/** EventBridge wants `Detail` as text; a Task may write it as an object. */
function inputOf(service: SdkService, operation: string, parameters: JsonObject): Json {
  if (operation === "PutEvents" && Array.isArray(parameters.Entries)) {
    const entries = parameters.Entries.map((entry) =>
      isObject(entry) && isObject(entry.Detail) ? { ...entry, Detail: JSON.stringify(entry.Detail) } : entry,
    );
    return { ...parameters, Entries: entries };
  }
  return service.lowerCase ? renameKeys(parameters, lower) : parameters;
}

function failOnLostEvents(result: Json): void {
  if (isObject(result) && typeof result.FailedEntryCount === "number" && result.FailedEntryCount > 0)
    throw new StateFailure("EventBridge.FailedEntry", JSON.stringify(result.Entries ?? null));
}

const upper = (key: string): string => (key[0] ?? "").toUpperCase() + key.slice(1);
const lower = (key: string): string => (key[0] ?? "").toLowerCase() + key.slice(1);

function renameKeys(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renameKeys(item, rename)]));
}

/** An SDK's output as JSON: dates become text, `undefined` goes. */
function asJson(output: unknown): Json {
  return JSON.parse(JSON.stringify(output ?? {})) as Json;
}
