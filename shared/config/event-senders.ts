/** Who may send commands as events, and what about: an entry of `event-senders.yml`. */
export interface EventSender {
  /** The event's `source`, which the sender chooses; the bus's policy binds other accounts to theirs. */
  readonly source: string;
  /** The account that the event comes from, which EventBridge writes; the installation's own unless told. */
  readonly account?: string;
  readonly role: "operator" | "deployer";
  /** Names and patterns such as `team-*`. */
  readonly services: readonly string[];
}
