import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { readOidcRules } from "../../../../shared/config/environment.ts";

const require = createRequire(import.meta.url);
const { toText } = require("../../../../shared/config/oidc.cjs") as { toText(yaml: string): string };

const main = `- issuer: https://token.actions.githubusercontent.com
  audience: fairway
  claims: { repository_id: "1001", repository_owner_id: "77", ref: refs/heads/main }
  role: deployer
  services: [orders]
`;
const gitlab = `- issuer: https://gitlab.example.com
  jwksUri: https://gitlab.example.com/oauth/discovery/keys
  audience: fairway
  claims: { project_id: "5", ref_protected: "true" }
  role: operator
  services: ["*"]
  minutes: 10
`;

describe("oidc.yml", () => {
  test("becomes a text that the function reads back, with what it leaves out filled in", () => {
    expect(readOidcRules({ FAIRWAY_OIDC: toText(main + gitlab) })).toEqual([
      expect.objectContaining({
        jwksUri: "https://token.actions.githubusercontent.com/.well-known/jwks",
        minutes: 30,
        services: ["orders"],
      }),
      expect.objectContaining({ jwksUri: "https://gitlab.example.com/oauth/discovery/keys", minutes: 10 }),
    ]);
  });

  test("lets nobody in where it is empty", () => {
    expect(toText("")).toBe("[]");
  });

  test.each([
    ["no list", "rules: []", /must be a list/],
    ["an issuer that anyone on the way may be", main.replace("https:", "http:"), /`issuer`: an https:/],
    ["keys that anyone on the way may send", gitlab.replace("jwksUri: https:", "jwksUri: http:"), /`jwksUri`/],
    [
      "GitHub's audience for everyone",
      main.replace("audience: fairway", "audience: https://github.com/acme"),
      /its own/,
    ],
    ["no claims", main.replace(/claims: .*/, "claims: {}"), /needs `claims`/],
    ["a claim that says nothing", gitlab.replace('"true"', '"*"'), /more than \*/],
    [
      "a repository by its name alone",
      main.replace('repository_id: "1001"', "repository: acme/orders"),
      /repository_id/,
    ],
    ["a repository's id that is a pattern", main.replace('"1001"', '"1*"'), /repository_id, a number/],
    ["every branch", main.replace(", ref: refs/heads/main", ""), /every branch/],
    ["an admin", main.replace("role: deployer", "role: admin"), /needs a role/],
    ["no services", main.replace("[orders]", "[]"), /needs `services`/],
    ["a token for a day", gitlab.replace("minutes: 10", "minutes: 1440"), /out of range/],
    ["an unknown member", `${main}  expires: 1\n`, /unknown member expires/],
    ["too many for a function's environment", main.repeat(12), /too long for a function's environment: \d+ of 3072/],
  ])("is refused with %s", (_what, yaml, message) => {
    expect(() => toText(yaml)).toThrow(message);
  });

  test("that was handed on wrongly is named", () => {
    expect(() => readOidcRules({ FAIRWAY_OIDC: '[{"issuer":"x"}]' })).toThrow(/FAIRWAY_OIDC/);
  });
});
