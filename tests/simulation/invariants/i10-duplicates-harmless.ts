import { type Change, describeCall } from "./change.ts";

export interface Echoes {
  /** Told of each call of a reactor that had an effect. */
  happened(change: Change): string[];
}

/** I10: an event that comes again does nothing that it has done before. */
export function createEchoes(): Echoes {
  const done = new Set<string>();
  return {
    happened(change) {
      const { function: name, service, operation, input, eventId } = change;
      if (eventId === undefined || service === "dynamodb" || service === "lambda") return [];
      const what = `${eventId} ${name} ${service}:${operation} ${JSON.stringify(input)}`;
      const isEcho = done.has(what);
      done.add(what);
      return isEcho ? [`${describeCall(change)} again for event ${eventId}`] : [];
    },
  };
}
