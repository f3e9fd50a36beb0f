import type { Block, Element } from "./message.ts";

/** What Slack takes at most. https://docs.slack.dev/reference/block-kit/blocks */
const most = { blocks: 50, text: 3_000, context: 10, actions: 25, button: 75, value: 2_000, message: 40_000 } as const;

/** Slack's own word for a message that it does not take, nothing where it does. */
export function whyNotTaken({
  text = "",
  blocks = [],
}: {
  text?: string;
  blocks?: readonly Block[];
}): string | undefined {
  if (text.length > most.message) return "msg_too_long";
  if (text === "" && blocks.length === 0) return "no_text";
  if (blocks.length > most.blocks) return "invalid_blocks";
  return blocks.every(isTaken) ? undefined : "invalid_blocks";
}

function isTaken({ type, text, elements = [] }: Block): boolean {
  switch (type) {
    case "section":
      return text !== undefined && isText(text.text, most.text);
    case "context":
      return (
        elements.length >= 1 && elements.length <= most.context && elements.every((one) => isText(one.text, most.text))
      );
    case "actions": {
      const names = new Set(elements.map(({ action_id: name }) => name));
      return (
        elements.length >= 1 &&
        elements.length <= most.actions &&
        names.size === elements.length &&
        elements.every(isButton)
      );
    }
    default:
      return false;
  }
}

function isButton({ type, text, value = "" }: Element): boolean {
  const label = typeof text === "object" ? text : undefined;
  return (
    type === "button" && label?.type === "plain_text" && isText(label.text, most.button) && value.length <= most.value
  );
}

function isText(text: unknown, length: number): boolean {
  return typeof text === "string" && text.length >= 1 && text.length <= length;
}
