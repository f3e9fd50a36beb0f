import { describe, expect, test } from "@jest/globals";
import { formatToken, hashSecret, parseToken, proves } from "../../../../shared/access/tokens.ts";
import { mintToken } from "../../../../shared/commands/tokens.ts";
import type { TokenRecord } from "../../../../shared/store/tokens.ts";

const secret = "S".repeat(40);

describe("the text of a token", () => {
  test("gives back its parts", () => {
    expect(parseToken(formatToken({ id: "abcdefgh12", secret }))).toEqual({ id: "abcdefgh12", secret });
  });

  test.each([
    ["nothing", ""],
    ["another prefix", `gh_abcdefgh12_${secret}`],
    ["no id", `fw__${secret}`],
    ["an id in capitals", `fw_ABCDEFGH12_${secret}`],
    ["an id that is too long", `fw_${"a".repeat(33)}_${secret}`],
    ["no secret", "fw_abcdefgh12_"],
    ["a secret that is too short", `fw_abcdefgh12_${"S".repeat(31)}`],
    ["a secret that is too long", `fw_abcdefgh12_${"S".repeat(65)}`],
    ["a secret with other characters", `fw_abcdefgh12_${"S".repeat(39)}!`],
    ["something behind it", `fw_abcdefgh12_${secret} `],
    ["a line behind it", `fw_abcdefgh12_${secret}\n`],
    ["a key of the table", `fw_abcdefgh12_${secret}#x`],
  ])("with %s is no token", (_what, text) => {
    expect(parseToken(text)).toBeUndefined();
  });
});

describe("what proves a token", () => {
  const now = 1_000_000;
  const record: TokenRecord = {
    id: "abcdefgh12",
    hash: hashSecret(secret),
    role: "viewer",
    name: "ci",
    scope: "*",
    createdAt: 0,
    createdBy: "admin",
  };

  test.each<[string, TokenRecord, string, boolean]>([
    ["its secret", record, secret, true],
    ["another secret", record, `T${secret.slice(1)}`, false],
    ["its hash", record, record.hash, false],
    ["its secret, before it expires", { ...record, expiresAt: now + 1 }, secret, true],
    ["its secret, when it expires", { ...record, expiresAt: now }, secret, false],
    ["its secret, where what is kept is no hash", { ...record, hash: "" }, secret, false],
  ])("%s", (_what, kept, given, expected) => {
    expect(proves(kept, given, now)).toBe(expected);
  });
});

describe("a token that is made", () => {
  const random = (length: number, alphabet = "abc") => alphabet.slice(-1).repeat(length);
  const mint = (wish: { expiresInDays?: number } = {}) =>
    mintToken({ clock: { now: () => 0 }, random }, { name: "ci", role: "viewer", scope: "*", ...wish }, "admin");

  test("is proved by its text, and kept without it", () => {
    const { token, record } = mint();
    const parts = parseToken(token);

    expect(parts?.id).toBe(record.id);
    expect(proves(record, parts?.secret ?? "", 0)).toBe(true);
    expect(JSON.stringify(record)).not.toContain(parts?.secret);
  });

  test("expires after the days it was given, and never without", () => {
    expect(mint({ expiresInDays: 2 }).record.expiresAt).toBe(2 * 24 * 3600_000);
    expect(mint().record).not.toHaveProperty("expiresAt");
  });
});
