/** What `GET …/drift` answers, as far as it tells whether a service is as it should be. */
export interface Drift {
  readonly status: string | number;
  /** Absent where there is a problem instead. */
  readonly detail?: string;
  readonly changes?: readonly {
    readonly resource: string;
    readonly action: string;
    readonly differences?: readonly { readonly field: string }[];
  }[];
}

/** I16: once faults have stopped, a service becomes what was asked for, with no human step. */
export function findUnconverged(service: string, drift: Drift): string[] {
  if (drift.status === "SYNCED") return [];
  const { changes = [], detail = "nothing is told" } = drift;
  const told = changes
    .map(({ resource, action, differences = [] }) =>
      [action, resource, ...new Set(differences.map(({ field }) => field))].join(" "),
    )
    .join(", ");
  return [`${service} is ${drift.status} in the end: ${told || detail}`];
}

/** I16: whoever looks after a service for how long, it does not go on with a version that is not the one that serves. */
export function findTakenBack(service: string, { changes = [] }: Drift): string[] {
  const runs = changes.some(
    ({ resource, differences = [] }) =>
      resource === "service" && differences.some(({ field }) => field === "taskDefinition"),
  );
  return runs ? [`${service} runs another version than the one that serves`] : [];
}

/** I16: what is asked for without faults succeeds, and the service answers. */
export function findUnanswered(service: string, status: number | undefined): string[] {
  return status === 200 ? [] : [`${service} answers ${status}`];
}
