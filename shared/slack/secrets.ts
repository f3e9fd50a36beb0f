import type { Clock } from "../ports/clock.ts";

/** What proves Slack to us, and us to Slack. */
export interface SlackSecrets {
  /** One, or two while they are changed: the newer first. */
  readonly signingSecrets: readonly string[];
  /** `xoxb-…`; without it answers go only where Slack asked for them. */
  readonly botToken?: string;
}

export interface SlackSecretsReader {
  read(): Promise<SlackSecrets>;
  /** Reads them anew, at most once a minute: a secret was changed, or someone guesses. */
  readAgain(): Promise<SlackSecrets>;
}

const leastMillisecondsBetween = 60_000;

/** Keeps the secrets for as long as the function lives. `fetch` answers the text of the secret. */
export function createSlackSecrets(fetch: () => Promise<string>, clock: Clock): SlackSecretsReader {
  let kept: { readonly secrets: Promise<SlackSecrets>; readonly at: number } | undefined;
  const fetchOnce = (): Promise<SlackSecrets> => {
    const secrets = fetch().then(parseSecrets);
    kept = { secrets, at: clock.now() };
    // What failed is not kept: the next one tries again.
    secrets.catch(() => {
      kept = undefined;
    });
    return secrets;
  };
  return {
    read: () => kept?.secrets ?? fetchOnce(),
    readAgain: () => (kept && clock.now() < kept.at + leastMillisecondsBetween ? kept.secrets : fetchOnce()),
  };
}

/** Reads `{"signingSecrets": ["…"], "botToken": "xoxb-…"}`. Its errors never repeat it. */
export function parseSecrets(text: string): SlackSecrets {
  const wrong = new Error(
    'The secret of Slack must be {"signingSecrets": ["…"], "botToken": "xoxb-…"}, with one or two signing secrets: see docs/slack.md.',
  );
  let read: { signingSecrets?: unknown; botToken?: unknown } | null;
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    throw wrong;
  }
  const { signingSecrets, botToken } = read ?? {};
  const isSecret = (value: unknown): value is string => typeof value === "string" && value.length >= 16;
  if (!Array.isArray(signingSecrets) || !signingSecrets.every(isSecret)) throw wrong;
  if (signingSecrets.length < 1 || signingSecrets.length > 2) throw wrong;
  if (botToken !== undefined && typeof botToken !== "string") throw wrong;
  return { signingSecrets, ...(botToken !== undefined && { botToken }) };
}
