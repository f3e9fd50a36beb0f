/** The lines that a service's tasks wrote. */
export interface LogLines {
  /**
   * Answers a page of lines in the order of their time; `undefined` where the log group is not there.
   * Throws `Refused` for a filter or a cursor that the logs do not take.
   */
  read(query: LogQuery): Promise<{ readonly lines: readonly LogLine[]; readonly cursor?: string } | undefined>;
}

export interface LogQuery {
  readonly group: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Only streams whose name begins so. */
  readonly streamPrefix?: string;
  readonly filter?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface LogLine {
  readonly at: number;
  /** `<prefix>/<container>/<task id>`. */
  readonly stream: string;
  readonly message: string;
}
