import type { Command, DeployRequest } from "../commands/command.ts";

/** What a person asks for in chat: a command that changes something, a look, or how to say it. */
export type ChatCommand = ChatDeed | Look | Help;

/** Changes something. */
export type ChatDeed = ChatDeploy | Exclude<Command, DeployRequest>;

/** In chat only the image of what serves is changed: a manifest is more than a line. */
export type ChatDeploy = Omit<DeployRequest, "manifest" | "image"> & { readonly image: string };

/** Changes nothing. */
export type Look =
  | { readonly command: "status"; readonly service?: string | undefined }
  | { readonly command: "plan"; readonly service: string; readonly image?: string | undefined }
  | {
      readonly command: "logs";
      readonly service: string;
      readonly since?: string | undefined;
      readonly filter?: string | undefined;
    }
  | { readonly command: "why" | "history" | "decisions" | "drift"; readonly service: string };

export interface Help {
  readonly command: "help";
  readonly about?: Verb | undefined;
}

export type Verb = ChatCommand["command"];

const looks: readonly Verb[] = ["status", "plan", "logs", "why", "history", "decisions", "drift"];

export function isLook(command: ChatCommand): command is Look {
  return looks.includes(command.command);
}
