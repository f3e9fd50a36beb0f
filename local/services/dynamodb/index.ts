import { setImmediate as nextTurn } from "node:timers/promises";
import type { RawRequest, RawResponse, RawService } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { answerError } from "./answers.ts";
import { openDynalite } from "./in-memory.ts";
import { type Body, byName, tableName, withOurArns } from "./names.ts";
import { createTableSettings } from "./table-settings.ts";

const onItems = ["BatchGetItem", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"];
const onTables = ["CreateTable", "DeleteTable", "DescribeTable", "ListTables", "UpdateTable"];

/**
 * DynamoDB, served by dynalite in this process: items, conditions and indexes are real. It has no transactions, no
 * streams, and expires nothing: the time to live of a table can be set and read, and has no effect.
 */
export function createDynamoDb(world: World): { service: RawService } {
  const dynalite = openDynalite();
  const settings = createTableSettings(world);

  const forward = async (operation: string, body: Body): Promise<RawResponse> => {
    const answer = await dynalite.answer(operation, Buffer.from(JSON.stringify(byName(body))));
    return onTables.includes(operation) ? { ...answer, body: withOurArns(world, answer.body) } : answer;
  };

  const serve = async (operation: string, body: Body): Promise<RawResponse> => {
    const own = settings.answers[operation];
    if (own) return own(body);
    if (!onItems.includes(operation) && !onTables.includes(operation))
      return answerError("NotImplemented", `The local cloud does not implement dynamodb:${operation}.`);
    const answer = await forward(operation, body);
    if (answer.status !== 200 || !changesTable(operation)) return answer;
    if (operation === "CreateTable") settings.created(tableName(body.TableName), body.Tags);
    if (operation === "DeleteTable") settings.deleted(tableName(body.TableName));
    await settled(body.TableName);
    return answer;
  };

  /** Waits for what dynalite finishes a moment after its answer, so that the next call finds the table as it will be. */
  const settled = async (name: unknown): Promise<void> => {
    for (;;) {
      const { body } = await forward("DescribeTable", { TableName: name });
      if (!/"TableStatus":"(CREATING|UPDATING|DELETING)"/.test(Buffer.from(body).toString("utf8"))) return;
      await nextTurn();
    }
  };

  return {
    service: {
      kind: "dynamodb",
      tagged: settings.tagged,
      async handleRaw(request) {
        const body = readJson(request);
        if (!body) return answerError("SerializationException", "The request is not JSON.");
        return serve(request.headers["x-amz-target"]?.split(".")[1] ?? "", body);
      },
    },
  };
}

function changesTable(operation: string): boolean {
  return /^(Create|Update|Delete)Table$/.test(operation);
}

function readJson({ body }: RawRequest): Body | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8") || "{}") as Body;
  } catch {
    return undefined;
  }
}
