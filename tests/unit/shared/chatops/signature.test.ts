import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { checkSignature, type SignatureFault } from "../../../../shared/chatops/signature.ts";

const now = 1_790_000_000_000;
const at = String(now / 1000);
const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const older = "0123456789abcdef0123456789abcdef";
const body = Buffer.from("token=x&team_id=T0123ABCD&text=status+orders");

const hmac = (timestamp: string, bytes: Uint8Array, by = secret, version = "v0"): string =>
  createHmac("sha256", by).update(`${version}:${timestamp}:`).update(bytes).digest("hex");

const signed = (timestamp = at, bytes: Uint8Array = body, by = secret) => ({
  "x-slack-request-timestamp": timestamp,
  "x-slack-signature": `v0=${hmac(timestamp, bytes, by)}`,
});

const good = signed();
const signature = good["x-slack-signature"];
const check = (headers: Readonly<Record<string, string | undefined>>, bytes: Uint8Array = body, secrets = [secret]) =>
  checkSignature({ headers, body: bytes }, secrets, now);

describe("a request that Slack signed", () => {
  test.each<[string, ReturnType<typeof check>]>([
    ["as it is", check(good)],
    ["by the older of two secrets", check(signed(at, body, older), body, [secret, older])],
    ["by the newer of two secrets", check(good, body, [secret, older])],
    ["five minutes ago", check(signed(String(now / 1000 - 300)))],
    ["by a clock that is five minutes ahead", check(signed(String(now / 1000 + 300)))],
    ["with a body in many scripts", check(signed(at, Buffer.from("text=żółć+😀")), Buffer.from("text=żółć+😀"))],
    ["with bytes that are no text", check(signed(at, Buffer.from([0xff, 0, 0xfe])), Buffer.from([0xff, 0, 0xfe]))],
    ["with an empty body", check(signed(at, Buffer.alloc(0)), Buffer.alloc(0))],
  ])("is genuine, %s", (_what, checked) => {
    expect(checked).toEqual({ genuine: true, id: expect.stringMatching(/^[\w-]{22}$/) });
  });

  test("has an id that tells it from every other, and tells nothing of its signature", () => {
    const [one, other] = [check(good), check(signed(String(now / 1000 - 1)))];
    expect(one).not.toEqual(other);
    expect(JSON.stringify(one)).not.toContain(signature.slice(3, 20));
  });
});

type Attack = readonly [
  what: string,
  headers: Readonly<Record<string, string | undefined>>,
  why: SignatureFault,
  bytes?: Uint8Array,
];

const secondsAgo = (seconds: number) => String(now / 1000 - seconds);
const forged = "the signature is of another secret or body";
const malformed = "the signature has another form";
const untimed = "there is no timestamp";

const attacks: readonly Attack[] = [
  ["no header at all", {}, "there is no signature"],
  ["no signature", { ...good, "x-slack-signature": undefined }, "there is no signature"],
  ["an empty signature", { ...good, "x-slack-signature": "" }, "there is no signature"],
  ["no timestamp", { ...good, "x-slack-request-timestamp": undefined }, untimed],
  ["an empty timestamp", { ...good, "x-slack-request-timestamp": "" }, untimed],
  ["a timestamp in milliseconds", signed(String(now)), untimed],
  ["a timestamp with a sign", { ...signed(`+${at}`) }, untimed],
  ["a timestamp with a fraction", signed(`${at}.0`), untimed],
  ["a timestamp in hexadecimal", signed("0x6ab0f880"), untimed],
  ["a timestamp with spaces", signed(` ${at}`), untimed],
  ["two timestamps", signed(`${at},${at}`), untimed],
  ["no number for a timestamp", signed("NaN"), untimed],
  ["a timestamp of a second too old", signed(secondsAgo(301)), "the timestamp is too old"],
  ["a timestamp of yesterday", signed(secondsAgo(86_400)), "the timestamp is too old"],
  ["a timestamp a second too far ahead", signed(secondsAgo(-301)), "the timestamp is of the future"],
  ["a timestamp of tomorrow", signed(secondsAgo(-86_400)), "the timestamp is of the future"],
  [
    "a fresh timestamp put on an old signature",
    { ...signed(secondsAgo(900)), "x-slack-request-timestamp": at },
    forged,
  ],
  ["another secret's signature", signed(at, body, older), forged],
  ["an empty secret's signature", signed(at, body, " "), forged],
  ["a signature that is cut short", { ...good, "x-slack-signature": signature.slice(0, -1) }, malformed],
  ["a signature that is too long", { ...good, "x-slack-signature": `${signature}0` }, malformed],
  ["a signature in capitals", { ...good, "x-slack-signature": `v0=${signature.slice(3).toUpperCase()}` }, malformed],
  ["a signature without its version", { ...good, "x-slack-signature": signature.slice(3) }, malformed],
  ["a version in capitals", { ...good, "x-slack-signature": `V0=${signature.slice(3)}` }, malformed],
  ["a later version", { ...good, "x-slack-signature": `v1=${hmac(at, body, secret, "v1")}` }, malformed],
  ["two signatures, one of them right", { ...good, "x-slack-signature": `${signature},${signature}` }, malformed],
  ["a signature with a line break", { ...good, "x-slack-signature": `${signature}\n` }, malformed],
  [
    "a signature that is base64",
    { ...good, "x-slack-signature": `v0=${Buffer.from(signature.slice(3), "hex").toString("base64")}` },
    malformed,
  ],
  ["a signature of zeros", { ...good, "x-slack-signature": `v0=${"0".repeat(64)}` }, forged],
  ["one bit of the signature turned", { ...good, "x-slack-signature": turned(signature) }, forged],
  [
    "the body signed without version and time",
    { ...good, "x-slack-signature": `v0=${createHmac("sha256", secret).update(body).digest("hex")}` },
    forged,
  ],
  ["the body altered after it was signed", good, forged, Buffer.from(`${body}&text=remove+orders`)],
  ["the body cut short", good, forged, body.subarray(0, -1)],
  ["the body taken away", good, forged, Buffer.alloc(0)],
  ["the body's letters in another case", good, forged, Buffer.from(body.toString().toUpperCase())],
  [
    "the body in another normal form",
    signed(at, Buffer.from("text=é".normalize("NFC"))),
    forged,
    Buffer.from("text=é".normalize("NFD")),
  ],
  ["the body as base64 of what was signed", good, forged, Buffer.from(body.toString("base64"))],
  ["the body with a byte order mark", good, forged, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])],
  [
    "the boundary between time and body moved",
    {
      "x-slack-request-timestamp": at,
      "x-slack-signature": `v0=${hmac(at.slice(0, 9), Buffer.concat([Buffer.from(`${at.slice(9)}:`), body]))}`,
    },
    forged,
  ],
];

function turned(text: string): string {
  const last = text.slice(-1);
  return text.slice(0, -1) + (last === "0" ? "1" : "0");
}

describe("a request that Slack did not sign", () => {
  test.each(attacks)("is refused with %s", (_what, headers, reason, bytes = body) => {
    expect(check(headers, bytes)).toEqual({ genuine: false, reason });
  });

  test("is refused where there is no secret", () => {
    expect(check(good, body, [])).toEqual({ genuine: false, reason: forged });
  });

  test("there are at least 25 kinds of it", () => {
    expect(new Set(attacks.map(([what]) => what)).size).toBeGreaterThanOrEqual(25);
  });
});
