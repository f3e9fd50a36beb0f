import type { LogLine } from "./log-lines.ts";

/** The end of what one task wrote. */
export interface LogTail {
  /** The last lines of a stream, the oldest first; none where it is not there. */
  read(query: {
    readonly group: string;
    readonly stream: string;
    readonly limit: number;
  }): Promise<readonly Pick<LogLine, "at" | "message">[]>;
}
