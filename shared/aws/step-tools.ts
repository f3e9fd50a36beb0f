import { consoleLogger } from "../config/console-logger.ts";
import { type Environment, readTableName } from "../config/environment.ts";
import { systemClock } from "../config/system-clock.ts";
import type { StepTools } from "../steps/runner.ts";
import { createStore } from "../store/store.ts";
import { createDynamoDbClient } from "./clients.ts";
import { createTable } from "./table.ts";

/** What a step's handler is made with when it runs in earnest: the table, the time of day, standard output. */
export function createStepTools(environment: Environment): StepTools {
  return {
    store: createStore(createTable(createDynamoDbClient(), readTableName(environment))),
    clock: systemClock,
    logger: consoleLogger,
  };
}
