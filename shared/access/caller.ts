import type { Door } from "../store/deployment.ts";
import type { Role } from "../store/tokens.ts";

/** Who gives a command, through which door, and what they may do. */
export interface Caller {
  /** For people and the audit: the token's name, an event's source, a Slack user's id. */
  readonly name: string;
  /** Tells callers apart whose names are the same: the token's id. */
  readonly id: string;
  /**
   * The person whose token or account it is, where that is known: an e-mail address, a Slack user's id. The same on all
   * that one person has.
   */
  readonly person?: string;
  /** A pipeline for which an identity provider vouched: no person. */
  readonly isPipeline?: boolean;
  readonly role: Role;
  /** Which services: `*` for all, or patterns such as `team-*`. */
  readonly scope: "*" | readonly string[];
  readonly door: Door;
  /** The remote address, as far as it is known. */
  readonly source?: string;
  /** Which request it is, where it can be told apart: the same one sent again has the same. */
  readonly request?: string;
}
