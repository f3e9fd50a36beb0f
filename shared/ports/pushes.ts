import type { Push } from "../reactions/push.ts";

/** What was pushed to the account's own repositories. */
export interface Pushes {
  /** The image that a tag names now; nothing where there is no such repository or tag. */
  find(repository: string, tag: string): Promise<Push | undefined>;
  /**
   * The tagged images of a repository, an entry for each tag, in no order. Not all of them where there are more than a
   * tick can look through: `isWhole` says so.
   */
  list(repository: string): Promise<{ readonly pushes: readonly Push[]; readonly isWhole: boolean }>;
}
