import type { Role } from "../store/tokens.ts";

/** Slack as this installation knows it: what `slack.yml` says. Ids throughout, since names change. */
export interface SlackSettings {
  /** The app's id: `A0123ABCD`. */
  readonly app: string;
  readonly workspaces: readonly string[];
  /** Where it is given, commands must come from one of these organisations too. */
  readonly enterprises?: readonly string[];
  readonly channels: readonly SlackChannel[];
  readonly people: readonly SlackGrant[];
  /** Slack's Web API: `https://slack.com/api`. */
  readonly api: string;
  /** Where Slack takes answers, and nothing else is ever called: `https://hooks.slack.com`. */
  readonly hooks: string;
}

export interface SlackChannel {
  readonly id: string;
  /** Whether commands are taken there. */
  readonly commands: boolean;
  /** Whose announcements it gets: names and patterns such as `team-*`. */
  readonly announce: readonly string[];
}

/** What a person, or everyone in a user group, may do. */
export interface SlackGrant {
  readonly user?: string;
  readonly group?: string;
  /** Who the user is, as on the tokens that are theirs. */
  readonly person?: string;
  readonly role: Role;
  /** Names and patterns such as `team-*`. */
  readonly services: readonly string[];
}
