/** The lines that a service's tasks wrote. */
export interface LogLines {
  /** Answers a page of lines in the order of their time; nothing where the log group is not there. */
  read(query: LogQuery): Promise<{ readonly lines: readonly LogLine[]; readonly cursor?: string }>;
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
