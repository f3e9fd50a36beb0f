import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** A request as it came in, before anything of it is believed. */
export interface SignedRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The very bytes that were sent. */
  readonly body: Uint8Array;
}

export type SignatureCheck =
  | {
      readonly genuine: true;
      /** Tells the request from every other one; the signature cannot be made of it. */
      readonly id: string;
    }
  | { readonly genuine: false; readonly reason: SignatureFault };

export type SignatureFault =
  | "there is no signature"
  | "the signature has another form"
  | "there is no timestamp"
  | "the timestamp is too old"
  | "the timestamp is of the future"
  | "the signature is of another secret or body";

/** How far Slack's clock and ours may be apart, either way. */
export const mostSkewSeconds = 300;

/**
 * Whether Slack sent a request: `x-slack-signature: v0=` and the HMAC-SHA256 of `v0:{timestamp}:{body}`, by one of the
 * secrets, of which there are two while they are changed. It takes as long for a wrong one as for a right one.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function checkSignature(
  { headers, body }: SignedRequest,
  secrets: readonly string[],
  now: number,
): SignatureCheck {
  const signature = headers["x-slack-signature"];
  const timestamp = headers["x-slack-request-timestamp"];
  if (signature === undefined || signature === "") return not("there is no signature");
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return not("the signature has another form");
  if (timestamp === undefined || !/^[1-9]\d{9}$/.test(timestamp)) return not("there is no timestamp");
  const age = now / 1000 - Number(timestamp);
  if (age > mostSkewSeconds) return not("the timestamp is too old");
  if (age < -mostSkewSeconds) return not("the timestamp is of the future");
  const given = Buffer.from(signature);
  // Every secret is tried, whichever fits.
  const fits = secrets.map((secret) => timingSafeEqual(given, Buffer.from(sign({ timestamp, body }, secret))));
  if (!fits.includes(true)) return not("the signature is of another secret or body");
  return { genuine: true, id: createHash("sha256").update(signature).digest("base64url").slice(0, 22) };
}

function sign({ timestamp, body }: { timestamp: string; body: Uint8Array }, secret: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
}

function not(reason: SignatureFault): SignatureCheck {
  return { genuine: false, reason };
}
