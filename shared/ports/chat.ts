import type { ChatMessage } from "../chatops/blocks/message.ts";

/** The chat as our functions use it. Throws `Transient` where Slack asks to come later, or does not answer. */
export interface Chat {
  /** Answers what a person sent, to that person or to the whole channel. `gone`: its address is used up or too old. */
  respond(responseUrl: string, message: ChatMessage, how: RespondHow): Promise<"sent" | "gone">;
  /** Writes into a channel, or into the thread of a message there. */
  post(channel: string, message: ChatMessage, thread?: Thread): Promise<Posted>;
  /** Puts a message in place of one that was posted. `gone`: it was deleted, or may not be changed. */
  update(channel: string, posted: string, message: ChatMessage): Promise<"sent" | "gone">;
  /** The ids of a user group's people. */
  members(group: string): Promise<readonly string[]>;
}

export interface RespondHow {
  readonly to: "person" | "channel";
  /** In place of the message whose button was pressed. */
  readonly replaces?: boolean;
}

export interface Thread {
  /** The message that it hangs on. */
  readonly on: string;
  /** Shows it in the channel too. */
  readonly isBroadcast: boolean;
}

/** Where it stands now, or why it cannot be there: no token, not a member of the channel. */
export type Posted =
  | { readonly posted: string; readonly refused?: undefined }
  | { readonly posted?: undefined; readonly refused: string };
