import type { Logger } from "../ports/logger.ts";

/** Writes lines to standard output, where Lambda picks them up. */
export const consoleLogger: Logger = {
  log: (line) => console.log(JSON.stringify(line)),
};
