import { describe, expect, test } from "@jest/globals";
import { type Grant, type Rights, rightsOf } from "../../../../shared/access/grants.ts";

const grant = (role: Grant["role"], ...services: string[]): Grant => ({ role, services });

describe("what a person with several grants may do", () => {
  test.each<[string, Grant[], string | undefined, Rights | undefined]>([
    ["nothing without a grant", [], "orders", undefined],
    ["what the one grant says", [grant("operator", "team-*")], "team-a", { role: "operator", scope: ["team-*"] }],
    [
      "the highest role of those that reach the service",
      [grant("viewer", "*"), grant("deployer", "orders"), grant("operator", "*")],
      "orders",
      { role: "deployer", scope: ["orders"] },
    ],
    [
      "no role that was given for other services",
      [grant("viewer", "*"), grant("deployer", "orders")],
      "shop",
      { role: "viewer", scope: "*" },
    ],
    [
      "a refusal by scope where no grant reaches it",
      [grant("viewer", "blog"), grant("deployer", "orders")],
      "shop",
      { role: "deployer", scope: ["blog", "orders"] },
    ],
    [
      "without a service what is given over all",
      [grant("admin", "orders"), grant("operator", "*")],
      undefined,
      { role: "operator", scope: "*" },
    ],
    [
      "only looks without a service where nothing is given over all",
      [grant("admin", "orders")],
      undefined,
      { role: "viewer", scope: ["orders"] },
    ],
  ])("%s", (_what, grants, service, rights) => {
    expect(rightsOf(grants, service)).toEqual(rights);
  });
});
