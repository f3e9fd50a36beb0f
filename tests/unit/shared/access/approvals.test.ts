import { describe, expect, test } from "@jest/globals";
import {
  type ApprovalQuestion,
  decideApproval,
  decideApproving,
  decideRejecting,
} from "../../../../shared/access/approvals.ts";
import type { Caller } from "../../../../shared/access/caller.ts";
import type { ApprovalRule } from "../../../../shared/config/approval-rules.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import { callerOf } from "../commands/workbench.ts";

const hour = 3600_000;
const rule: ApprovalRule = { services: ["shop-*"], approver: "deployer", breakGlass: "admin", expiresHours: 2 };
const ann = callerOf("deployer", { id: "ann", name: "ann" });
const asked: ApprovalQuestion = { service: "shop-web", caller: ann, generation: 4, breakGlass: false, now: 0 };

describe("whether a deployment needs an approval", () => {
  test("is what the first rule about its service says", () => {
    const rules = [rule, { ...rule, services: ["*"], approver: "admin" as const }];
    const needs = (service: string) => decideApproval(rules, { ...asked, service }).approval;

    expect(needs("shop-web")).toEqual({ needed: true, approver: "deployer", generation: 4, expiresAt: 2 * hour });
    expect(needs("blog")).toMatchObject({ needed: true, approver: "admin" });
    expect(decideApproval([rule], { ...asked, service: "blog" })).toEqual({});
  });

  test.each([
    ["a deployer, where an admin may", rule, ann, "it burns", "forbidden", "needs the role admin"],
    [
      "anyone, where nobody may",
      { ...rule, breakGlass: "nobody" },
      callerOf("admin"),
      "it burns",
      "forbidden",
      "Nobody",
    ],
    ["an admin without a reason", rule, callerOf("admin"), undefined, "invalid", "needs a reason"],
    ["an admin with blanks for a reason", rule, callerOf("admin"), "  ", "invalid", "needs a reason"],
  ] as const)("is not for %s to say by breaking the glass", (_what, given, caller, reason, kind, message) => {
    const { approval, refusal } = decideApproval([given], { ...asked, caller, reason, breakGlass: true });

    expect(approval).toBeUndefined();
    expect(refusal).toEqual({ kind, reason: expect.stringContaining(message) });
  });

  test("is settled by who may break the glass, with a reason that stays with it", () => {
    const admin = callerOf("admin");
    expect(decideApproval([rule], { ...asked, caller: admin, reason: "it burns", breakGlass: true }).approval).toEqual({
      needed: false,
      brokenBy: admin.name,
      reason: "it burns",
    });
  });
});

const waiting: Omit<Deployment, "steps"> = {
  id: "d-1",
  service: "shop-web",
  action: "deploy",
  status: "AWAITING_APPROVAL",
  phase: "apply",
  actor: "ann",
  actorId: "ann",
  door: "http",
  createdAt: 0,
  deadline: 0,
  approval: { needed: true, approver: "deployer", generation: 4, expiresAt: 2 * hour },
};
const bob = callerOf("deployer", { id: "bob", name: "bob" });
const approved = { by: "eve", byId: "eve", door: "http", at: 1, planDigest: "x" } as const;

describe("a deployment that waits", () => {
  test("is approved by someone else with the role, in time", () => {
    expect(decideApproving(waiting, bob, hour)).toBeUndefined();
  });

  test.each<[string, Partial<Deployment>, Partial<Caller>, number, string, RegExp]>([
    ["whoever asked for it", {}, { id: "ann" }, 0, "forbidden", /someone else/],
    ["whoever has the asker's name under another token", {}, { name: "ann" }, 0, "forbidden", /someone else/],
    ["a lesser role than the rule's", {}, { role: "operator" }, 0, "forbidden", /needs the role deployer/],
    ["the last moment and later", {}, {}, 2 * hour, "conflict", /is over/],
    ["a second one", { approved }, {}, 0, "conflict", /approved by eve already/],
    ["anyone once it is being undone", { phase: "undo" }, {}, 0, "conflict", /being undone/],
    ["anyone once it has ended", { status: "CANCELLED" }, {}, 0, "conflict", /ended already/],
    ["anyone before it is known what it would do", { status: "ACCEPTED" }, {}, 0, "conflict", /found out/],
    ["anyone where it needs none", { approval: undefined as never }, {}, 0, "conflict", /needs no approval/],
  ])("is not approved by %s", (_what, deployment, caller, now, kind, reason) => {
    const refusal = decideApproving({ ...waiting, ...deployment }, { ...bob, ...caller }, now);

    expect(refusal).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  test.each<[string, Partial<Deployment>, Partial<Caller>]>([
    ["two tokens", { actorPerson: "ann@example.com" }, { person: "ann@example.com" }],
    ["addresses in another case", { actorPerson: "Ann@Example.com" }, { person: "ann@example.COM" }],
    ["a token, and then Slack", { actorPerson: "U0ANN0000" }, { id: "T0:U0ANN0000", name: "U0ANN0000", door: "slack" }],
    ["Slack, and then a token", { actor: "U0ANN0000", actorId: "T0:U0ANN0000" }, { person: "U0ANN0000" }],
    [
      "Slack where slack.yml says who it is",
      { actorPerson: "ann@example.com" },
      { name: "U0ANN0000", person: "ann@example.com", door: "slack" },
    ],
  ])("is not approved by who asked for it with %s", (_what, deployment, caller) => {
    expect(decideApproving({ ...waiting, ...deployment }, { ...bob, ...caller }, 0)).toEqual({
      kind: "forbidden",
      reason: expect.stringMatching(/someone else/),
    });
    expect(decideApproving({ ...waiting, ...deployment }, { ...bob, person: "bob@example.com" }, 0)).toBeUndefined();
  });

  test("is approved, where people have to be known, by none who is not", () => {
    const named = { ...waiting, approval: { ...waiting.approval, named: true } as never };
    const approving = (caller: Partial<Caller>) => decideApproving(named, { ...bob, ...caller }, 0)?.reason;

    expect(approving({})).toMatch(/not known which person bob is/);
    expect(approving({ isPipeline: true })).toMatch(/not known/);
    expect(approving({ door: "events" })).toMatch(/not known/);
    expect(approving({ person: "bob@example.com" })).toBeUndefined();
    expect(approving({ door: "slack" })).toBeUndefined();
  });

  test("is not even asked for by a token that may be anyone's, where people have to be known", () => {
    const asking = (caller: Partial<Caller>) =>
      decideApproval([{ ...rule, named: true }], { ...asked, caller: { ...ann, ...caller } });

    expect(asking({}).refusal).toEqual({ kind: "forbidden", reason: expect.stringContaining("which person ann is") });
    for (const known of [{ person: "ann@example.com" }, { isPipeline: true }, { door: "slack" }, { door: "events" }])
      expect(asking(known as Partial<Caller>).approval).toMatchObject({ needed: true, named: true });
  });

  test("is rejected by who may approve it, or who asked for it, and not once it is approved", () => {
    expect(decideRejecting(waiting, bob)).toBeUndefined();
    expect(decideRejecting(waiting, { ...ann, role: "operator" })).toBeUndefined();
    expect(decideRejecting(waiting, { ...bob, role: "operator" })).toMatchObject({ kind: "forbidden" });
    expect(decideRejecting({ ...waiting, approved }, bob)).toMatchObject({ kind: "conflict" });
  });
});
