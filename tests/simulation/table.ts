import type { Cloud } from "../../local/cloud.ts";
import { authorize } from "../../local/edge/authorize.ts";
import { AwsError } from "../../local/edge/aws-error.ts";
import type { RawService } from "../../local/edge/contract.ts";
import { dynamodbPermissions } from "../../local/edge/dynamodb-permissions.ts";
import type { Edge } from "../../local/edge/edge.ts";
import { DroppedAnswer, type FaultCall, type Faults } from "../../local/edge/faults.ts";
import { isRead } from "../../local/edge/serve-call.ts";
import { draw, type World } from "../../local/world/world.ts";
import { clientConfig } from "../../shared/aws/client-config.ts";
import type { Item, Key, Table } from "../../shared/ports/table.ts";
import { pauseBeforeRetry } from "./retries.ts";

/** What the table's calls cost: DynamoDB's units, a kilobyte a write and four a consistent read, at least one each. */
export interface ConsumedUnits {
  read: number;
  write: number;
}

export interface TableParts {
  readonly world: World;
  readonly cloud: Pick<Cloud, "identity">;
  readonly edge: Pick<Edge, "callLog">;
  readonly faults: Faults;
  readonly consumed: ConsumedUnits;
  readonly tableName: string;
  /** Where the items really are. */
  readonly items: Table;
}

/**
 * The table in memory as a function meets DynamoDB: each call takes its time, is checked against the caller's role,
 * passes the faults, is written into the call log, and is tried again as the SDK would.
 */
export function tableOf(parts: TableParts, accessKeyId: () => string): Table {
  const { items, consumed, tableName } = parts;
  const call = <Answer>(operation: string, effect: () => Promise<Answer>, pk?: string): Promise<Answer> => {
    const request = { TableName: tableName, ...(pk !== undefined && { Key: { pk: { S: pk } } }) };
    return withRetries(parts, () => serve(parts, accessKeyId(), operation, request, effect));
  };
  const write = async <Answer>(
    { pk, sk }: Key,
    effect: () => Promise<Answer>,
    written: (answer: Answer) => Item | undefined,
  ): Promise<Answer> => {
    const answer = await effect();
    consumed.write += units(sizeOf(written(answer) ?? (await items.get({ pk, sk }))), 1024);
    return answer;
  };
  const read = async <Answer>(effect: () => Promise<Answer>, sizes: (answer: Answer) => number): Promise<Answer> => {
    const answer = await effect();
    consumed.read += units(sizes(answer), 4096);
    return answer;
  };
  return {
    get: (key) => call("GetItem", () => read(() => items.get(key), sizeOf), key.pk),
    query: (query) =>
      call("Query", () =>
        read(
          () => items.query(query),
          (page) => page.items.reduce((sum, item) => sum + sizeOf(item), 0),
        ),
      ),
    put: (item, conditions) =>
      call(
        "PutItem",
        () =>
          write(
            item,
            () => items.put(item, conditions),
            (done) => (done ? item : undefined),
          ),
        item.pk,
      ),
    update: (key, changes, conditions) =>
      call(
        "UpdateItem",
        () =>
          write(
            key,
            () => items.update(key, changes, conditions),
            (after) => after,
          ),
        key.pk,
      ),
    delete: (key, conditions) =>
      call(
        "DeleteItem",
        async () => {
          consumed.write += units(sizeOf(await items.get(key)), 1024);
          return items.delete(key, conditions);
        },
        key.pk,
      ),
  };
}

/** Items do not change: what was measured once is known. */
const sizes = new WeakMap<Item, number>();

/** The names and values of an item, as JSON: a little more than DynamoDB counts. */
function sizeOf(item: Item | undefined): number {
  if (item === undefined) return 0;
  const size = sizes.get(item) ?? Buffer.byteLength(JSON.stringify(item));
  sizes.set(item, size);
  return size;
}

function units(bytes: number, ofBytes: number): number {
  return Math.max(1, Math.ceil(bytes / ofBytes));
}

async function serve<Answer>(
  { world, cloud, edge, faults }: TableParts,
  accessKeyId: string,
  operation: string,
  request: object,
  effect: () => Promise<Answer>,
): Promise<Answer> {
  const principal = cloud.identity.principal(accessKeyId);
  const requestId = world.random.uuid();
  const permissions = dynamodbPermissions(world, operation, request);
  const fault: FaultCall = { service: "dynamodb", operation, principal, requestId };
  const began = world.clock.now();
  const record = (status: number, error?: AwsError): void =>
    edge.callLog.record({
      time: began,
      duration: world.clock.now() - began,
      requestId,
      service: "dynamodb",
      operation,
      principal: principal.arn,
      status,
      permissions,
      ...(error && { errorCode: error.code, errorMessage: error.message }),
    });
  try {
    await world.clock.sleep(draw(world, isRead(operation) ? world.profile.readCall : world.profile.writeCall));
    await faults.before?.(fault);
    authorize(cloud.identity, principal, permissions, "dynamodb");
    const answer = (await (faults.during ? faults.during(fault, effect) : effect())) as Answer;
    await faults.after?.(fault, answer);
    record(200);
    return answer;
  } catch (error) {
    record(error instanceof AwsError ? error.status : 0, error instanceof AwsError ? error : undefined);
    throw error;
  }
}

async function withRetries<Answer>({ world }: TableParts, attempt: () => Promise<Answer>): Promise<Answer> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const known = asClientsSeeIt(error);
      if (known === undefined) throw error;
      const isLast = failures >= clientConfig.maxAttempts;
      if (isLast || (await pauseBeforeRetry(world, known.retry, failures)) === "over") throw known.error;
    }
  }
}

/** What the SDK's client makes of an answer that is an error, and whether it tries again. */
function asClientsSeeIt(
  error: unknown,
): { error: Error; retry: "THROTTLING" | "TRANSIENT" | "CLIENT_ERROR" } | undefined {
  if (error instanceof DroppedAnswer) {
    const reset = Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
    return { error: reset, retry: "TRANSIENT" };
  }
  if (!(error instanceof AwsError)) return undefined;
  const { code, message, status } = error;
  const seen = Object.assign(new Error(message), {
    name: code,
    $fault: status >= 500 ? "server" : "client",
    $metadata: { httpStatusCode: status },
  });
  const isThrottle = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded/.test(code);
  return { error: seen, retry: isThrottle ? "THROTTLING" : status >= 500 ? "TRANSIENT" : "CLIENT_ERROR" };
}

/** DynamoDB as far as the stack's template needs it: the table is there, and is reached by its port only. */
export function declaredTable(world: World): RawService {
  return {
    kind: "dynamodb",
    async handleRaw({ body }) {
      const { TableName } = JSON.parse(Buffer.from(body).toString("utf8")) as { TableName: string };
      const TableArn = `arn:aws:dynamodb:${world.region}:${world.account}:table/${TableName}`;
      const answer = { TableDescription: { TableName, TableArn, TableStatus: "ACTIVE" } };
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: Buffer.from(JSON.stringify(answer)),
      };
    },
  };
}
