import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { readApprovals } from "../../../../shared/config/environment.ts";

const require = createRequire(import.meta.url);
const { toText } = require("../../../../shared/config/approvals.cjs") as { toText(yaml: string): string };

const read = (yaml: string, installation = "fairway") =>
  readApprovals({ FAIRWAY_APPROVALS: toText(yaml), FAIRWAY_INSTALLATION: installation });
const shop = "- services: [shop]\n";

describe("approvals.yml", () => {
  test("becomes a text that functions read back, with what it leaves out filled in", () => {
    expect(read(shop)).toEqual([{ services: ["shop"], approver: "deployer", breakGlass: "admin", expiresHours: 8 }]);
  });

  test("may ask to know who people are", () => {
    expect(read(`${shop}  named: true\n`)).toMatchObject([{ services: ["shop"], named: true }]);
  });

  test("asks for nothing where it is empty", () => {
    expect(toText("")).toBe("[]");
  });

  test("holds only in the installations that a rule names", () => {
    const rule = `${shop}  installations: [production, "prod-*"]\n`;

    expect(read(rule, "production")).toHaveLength(1);
    expect(read(rule, "prod-eu")).toHaveLength(1);
    expect(read(rule, "staging")).toEqual([]);
  });

  test.each([
    ["no list", "rules: []", /must be a list/],
    ["no services", "- approver: admin", /needs `services`/],
    ["an approver that is no role", `${shop}  approver: boss`, /`approver` that is no role/],
    ["viewers who break the glass", `${shop}  breakGlass: viewer`, /`breakGlass` that is no role/],
    ["a wish to know people that is none", `${shop}  named: ann`, /`named` that is neither/],
    ["more hours than a machine waits", `${shop}  expiresHours: 25`, /out of range/],
    ["no time at all", `${shop}  expiresHours: 0`, /out of range/],
    ["installations that are none", `${shop}  installations: production`, /`installations` that are none/],
    ["an unknown member", `${shop}  aprover: admin`, /unknown member aprover/],
    ["too many for a function's environment", shop.repeat(20), /too long/],
  ])("is refused with %s", (_what, yaml, message) => {
    expect(() => toText(yaml)).toThrow(message);
  });

  test("that was handed on wrongly is named", () => {
    expect(() => readApprovals({ FAIRWAY_APPROVALS: '[{"services":"x"}]', FAIRWAY_INSTALLATION: "x" })).toThrow(
      /FAIRWAY_APPROVALS/,
    );
  });
});
