/** What `GET …/drift` answers, as far as it tells whether a service is as it should be. */
export interface Drift {
  readonly status: string | number;
  /** Absent where there is a problem instead. */
  readonly detail?: string;
  readonly changes?: readonly {
    readonly resource: string;
    readonly action: string;
    readonly differences?: readonly { readonly field: string; readonly actual?: unknown }[];
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

/**
 * I16: also where what others change is only reported, a service does not go on with another revision than that of the
 * release which serves, `serving`, or one that was left `standing` on purpose since then. One that someone has
 * deregistered is that revision all the same.
 */
export function findTakenBack(
  service: string,
  { changes = [] }: Drift,
  { serving, standing }: { readonly serving: string | undefined; readonly standing: readonly string[] },
): string[] {
  const runs = changes
    .filter(({ resource }) => resource === "service")
    .flatMap(({ differences = [] }) => differences.find(({ field }) => field === "taskDefinition") ?? []);
  return runs
    .filter(({ actual }) => actual !== serving && !standing.includes(String(actual)))
    .map(({ actual }) => `${service} runs ${actual}, and ${serving} is what serves`);
}

/** I16: what is asked for without faults succeeds, and the service answers. */
export function findUnanswered(service: string, status: number | undefined): string[] {
  return status === 200 ? [] : [`${service} answers ${status}`];
}
