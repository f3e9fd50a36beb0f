import { AwsError } from "../../edge/aws-error.ts";

interface Entry {
  readonly Id?: string | undefined;
}

interface Failure {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

const entriesLimit = 10;

/** Does one thing for each entry of a batch; what fails is told beside what succeeds. */
export function eachEntry<Given extends Entry, Done>(
  entries: readonly Given[] | undefined,
  run: (entry: Given) => Done,
): { Successful: (Done & { Id: string })[]; Failed: Failure[] } {
  check(entries ?? []);
  const Successful: (Done & { Id: string })[] = [];
  const Failed: Failure[] = [];
  for (const entry of entries ?? []) {
    const Id = entry.Id as string;
    try {
      Successful.push({ Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function check(entries: readonly Entry[]): void {
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > entriesLimit)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${entriesLimit}. You have sent ${entries.length}.`,
    );
  const ids = new Set<string>();
  for (const { Id = "" } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id))
      throw new AwsError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    if (ids.has(Id)) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${Id} repeated.`);
    ids.add(Id);
  }
}
