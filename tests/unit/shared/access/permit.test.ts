import { describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../../shared/access/caller.ts";
import { type CommandName, permit, reaches } from "../../../../shared/access/permit.ts";
import { roles } from "../../../../shared/store/tokens.ts";

const caller = (more: Partial<Caller>): Caller => ({
  name: "ci",
  id: "t1",
  role: "viewer",
  scope: "*",
  door: "http",
  ...more,
});

describe("what each role may", () => {
  const table: readonly [CommandName, viewer: boolean, operator: boolean, deployer: boolean, admin: boolean][] = [
    ["status", true, true, true, true],
    ["plan", true, true, true, true],
    ["logs", true, true, true, true],
    ["drift", true, true, true, true],
    ["dead-letters.list", false, true, true, true],
    ["dead-letters.replay", false, true, true, true],
    ["scale", false, true, true, true],
    ["rollback", false, true, true, true],
    ["restart", false, true, true, true],
    ["repair", false, true, true, true],
    ["lock", false, true, true, true],
    ["unlock", false, true, true, true],
    ["deploy", false, false, true, true],
    ["cancel", false, false, true, true],
    ["remove", false, false, true, true],
    ["tokens.list", false, false, false, true],
    ["tokens.create", false, false, false, true],
    ["tokens.revoke", false, false, false, true],
    ["audit", false, false, false, true],
  ];

  test.each(table)("%s", (command, ...expected) => {
    const service = command.startsWith("tokens") || command === "audit" ? undefined : "orders";

    expect(roles.map((role) => permit(caller({ role }), command, service).allowed)).toEqual(expected);
  });

  test("a command that nobody has decided on is allowed to nobody", () => {
    expect(permit(caller({ role: "admin" }), "selfDestruct" as CommandName).allowed).toBe(false);
  });

  test("a denial says which role is needed", () => {
    expect(permit(caller({ role: "operator" }), "deploy", "orders")).toEqual({
      allowed: false,
      reason: "deploy needs the role deployer, and ci is operator.",
    });
  });
});

describe("how far a scope reaches", () => {
  test.each([
    ["*", "anything", true],
    ["orders", "orders", true],
    ["orders", "orders-2", false],
    ["orders", "my-orders", false],
    ["team-*", "team-a", true],
    ["team-*", "team-", true],
    ["team-*", "team", false],
    ["*-api", "orders-api", true],
    ["*-api", "orders-apis", false],
    ["a*b*c", "axxbyyc", true],
    ["a*b*c", "abc", true],
    ["a*b*c", "acb", false],
    ["ab*ba", "aba", false],
    ["**", "x", true],
    ["", "x", false],
  ])("%s on %s: %s", (pattern, service, expected) => {
    expect(reaches([pattern], service)).toBe(expected);
  });

  test("a pattern full of stars is decided at once", () => {
    expect(reaches([`${"*a".repeat(31)}*b`], "a".repeat(24))).toBe(false);
  });

  test("a service out of scope is denied, by name", () => {
    expect(permit(caller({ role: "admin", scope: ["team-*", "web"] }), "deploy", "orders")).toEqual({
      allowed: false,
      reason: "ci does not reach the service orders: its scope is team-*, web.",
    });
  });

  test("what is about no service needs the scope *, except to look around", () => {
    const scoped = caller({ role: "admin", scope: ["orders"] });

    expect(permit(scoped, "tokens.create").allowed).toBe(false);
    expect(permit(scoped, "audit").allowed).toBe(false);
    expect(permit(scoped, "status").allowed).toBe(true);
  });

  test("an empty scope reaches nothing", () => {
    expect(permit(caller({ role: "admin", scope: [] }), "status", "orders").allowed).toBe(false);
  });
});
