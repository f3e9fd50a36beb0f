import { describe, expect, test } from "@jest/globals";
import { findChange, type Present, refuseUnapproved } from "../../../../../functions/steps/prepare/approved.ts";
import type { Approval, Deployment } from "../../../../../shared/store/deployment.ts";

const approval: Approval = { needed: true, approver: "deployer", generation: 4, expiresAt: 0 };
const approved = { by: "bob", byId: "bob", door: "http", at: 1, planDigest: "p" } as const;
const present: Present = { service: { name: "shop", generation: 4 }, lock: undefined, planDigest: "p" };
const lock = { name: "*", reason: "an incident", by: "eve", byId: "eve", createdAt: 0 };

describe("an approval", () => {
  test("holds where nothing has changed since", () => {
    expect(findChange({ approval }, approved, present)).toBeUndefined();
  });

  test.each<[string, Partial<Present>, RegExp, boolean]>([
    ["the service was locked", { lock }, /locked by eve .* an incident/, false],
    ["another deployment has come", { service: { name: "shop", generation: 5 } }, /another deployment/, false],
    ["the image or the account has changed", { planDigest: "q" }, /not what bob approved/, true],
  ])("is worth nothing once %s", (_what, now, reason, isVisibleLater) => {
    const change = findChange({ approval }, approved, { ...present, ...now });

    expect(change).toEqual({ reason: expect.stringMatching(reason), isVisibleLater });
  });

  test("is asked for by the first step too, whoever started the machine", () => {
    const refuse = (deployment: Partial<Deployment>) => () =>
      refuseUnapproved({ id: "d-1", ...deployment } as Deployment);

    expect(refuse({ approval })).toThrow(/was not approved/);
    expect(refuse({ approval, approved })).not.toThrow();
    expect(refuse({})).not.toThrow();
  });
});
