/** What Slack delivers: a line that a person sent, or a button that they pressed; who, and where. Ids, never names. */
export interface Delivery {
  readonly app: string;
  readonly workspace: string;
  readonly enterprise?: string;
  readonly channel: string;
  readonly user: string;
  /** Where answers go, for half an hour: who knows it can write into the channel. */
  readonly responseUrl: string;
  readonly asked: Asked;
}

export type Asked =
  | { readonly kind: "line"; readonly text: string }
  /** The button's opaque id. */
  | { readonly kind: "press"; readonly actionId: string };

export type ReadDelivery =
  | { readonly kind: "delivery"; readonly delivery: Delivery }
  /** Slack looks whether the address answers. */
  | { readonly kind: "check" }
  | { readonly kind: "unreadable"; readonly reason: string };

const shapes = {
  app: /^A[A-Z0-9]{2,20}$/,
  workspace: /^T[A-Z0-9]{2,20}$/,
  channel: /^[CDG][A-Z0-9]{2,20}$/,
  user: /^[UW][A-Z0-9]{2,20}$/,
};

/**
 * Reads the form that Slack sends, once it is known to be Slack's: a slash command
 * (`team_id=T…&channel_id=C…&user_id=U…&api_app_id=A…&command=%2Ffairway&text=status&response_url=https%3A…`), or
 * `payload=` and the JSON of a pressed button.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function readDelivery(body: Uint8Array, hooks: string): ReadDelivery {
  const form = readForm(body);
  if (!form) return unreadable("the body is no form in UTF-8, or names a field twice");
  if (form.ssl_check === "1") return { kind: "check" };
  const read = form.payload === undefined ? readCommand(form) : readPress(form.payload);
  if (typeof read === "string") return unreadable(read);
  const { app, workspace, channel, user } = read;
  for (const [field, value] of Object.entries({ app, workspace, channel, user }))
    if (!shapes[field as keyof typeof shapes].test(value)) return unreadable(`the ${field} is no id`);
  if (!isBelow(read.responseUrl, hooks)) return unreadable(`the response_url does not lead to ${hooks}`);
  return { kind: "delivery", delivery: read };
}

/** Whether an address is one of the origin's, and leads nowhere else whoever reads it. */
export function isBelow(url: string, origin: string): boolean {
  if (!URL.canParse(url) || !url.startsWith(`${origin}/`)) return false;
  const { href, username, password, protocol, host } = new URL(url);
  const wanted = new URL(origin);
  return href === url && username === "" && password === "" && protocol === wanted.protocol && host === wanted.host;
}

function readForm(body: Uint8Array): Readonly<Record<string, string>> | undefined {
  try {
    const fields = [...new URLSearchParams(new TextDecoder("utf-8", { fatal: true }).decode(body))];
    const form = Object.assign(Object.create(null), Object.fromEntries(fields)) as Record<string, string>;
    return Object.keys(form).length === fields.length ? form : undefined;
  } catch {
    return undefined;
  }
}

function readCommand(form: Readonly<Record<string, string>>): Delivery | string {
  const { team_id = "", enterprise_id = "", channel_id = "", user_id = "", api_app_id = "" } = form;
  if (form.command === undefined || form.text === undefined) return "it is neither a command nor a pressed button";
  return {
    app: api_app_id,
    workspace: team_id,
    ...(enterprise_id !== "" && { enterprise: enterprise_id }),
    channel: channel_id,
    user: user_id,
    responseUrl: form.response_url ?? "",
    asked: { kind: "line", text: form.text },
  };
}

type Json = Readonly<Record<string, unknown>>;

function readPress(payload: string): Delivery | string {
  const read = parseJson(payload);
  const [action] = Array.isArray(read.actions) ? (read.actions as readonly Json[]) : [];
  if (read.type !== "block_actions" || typeof action?.value !== "string") return "the payload is no pressed button";
  if (!/^[a-z0-9]{16,64}$/.test(action.value)) return "the button carries no id of ours";
  const idOf = (member: unknown): string => textOf(((member ?? {}) as Json).id);
  const enterprise = idOf(read.enterprise);
  return {
    app: textOf(read.api_app_id),
    workspace: idOf(read.team),
    ...(enterprise !== "" && { enterprise }),
    channel: idOf(read.channel),
    user: idOf(read.user),
    responseUrl: textOf(read.response_url),
    asked: { kind: "press", actionId: action.value },
  };
}

function parseJson(text: string): Json {
  try {
    return (JSON.parse(text) ?? {}) as Json;
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function unreadable(reason: string): ReadDelivery {
  return { kind: "unreadable", reason };
}
