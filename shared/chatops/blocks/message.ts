import { cut, escapeText, joined, type Mrkdwn } from "./mrkdwn.ts";

/** A message as Slack takes it. `text` is what notifications and screen readers say. */
export interface ChatMessage {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export type Block = Section | Context | Actions;

interface Section {
  readonly type: "section";
  readonly text: MarkedText;
}

interface Context {
  readonly type: "context";
  readonly elements: readonly MarkedText[];
}

interface Actions {
  readonly type: "actions";
  readonly elements: readonly Button[];
}

/** `verbatim`: nothing in it becomes a link or a mention by itself. */
interface MarkedText {
  readonly type: "mrkdwn";
  readonly text: string;
  readonly verbatim: true;
}

interface Button {
  readonly type: "button";
  readonly text: { readonly type: "plain_text"; readonly text: string };
  /** An opaque id of ours: what it stands for is kept with us. */
  readonly value: string;
  readonly action_id: string;
  readonly style?: "primary" | "danger";
}

/** https://docs.slack.dev/reference/block-kit/blocks */
export const limits = { blocks: 50, text: 3_000, fallback: 3_000, button: 75, buttons: 25 } as const;

/** Puts a message together within Slack's limits; `summary` is plain text. */
export function message(summary: string, blocks: readonly Block[]): ChatMessage {
  const left = blocks.length - limits.blocks;
  const kept = left > 0 ? [...blocks.slice(0, limits.blocks - 1), more(left + 1)] : blocks;
  return { text: cut(escapeText(summary), limits.fallback), blocks: kept };
}

/** A paragraph: lines of text, one below the other. */
export function section(...lines: readonly Mrkdwn[]): Block {
  return { type: "section", text: marked(joined(lines)) };
}

/** A small line at the end. */
export function context(...parts: readonly Mrkdwn[]): Block {
  return { type: "context", elements: [marked(joined(parts, " · "))] };
}

export function actions(buttons: readonly ButtonOptions[]): Block {
  return {
    type: "actions",
    elements: buttons.slice(0, limits.buttons).map(({ label, id, style }, index) => ({
      type: "button",
      text: { type: "plain_text", text: cut(label, limits.button) },
      value: id,
      action_id: `button-${index}`,
      ...(style && { style }),
    })),
  };
}

export interface ButtonOptions {
  readonly label: string;
  readonly id: string;
  readonly style?: "primary" | "danger";
}

function more(count: number): Block {
  return { type: "context", elements: [{ type: "mrkdwn", text: `and ${count} more.`, verbatim: true }] };
}

function marked({ text }: Mrkdwn): MarkedText {
  return { type: "mrkdwn", text: cut(text, limits.text) || " ", verbatim: true };
}
