import { beforeEach, describe, expect, test } from "@jest/globals";
import { parseToken, proves } from "../../../../shared/access/tokens.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import { plan } from "../../../../shared/commands/plan.ts";
import { remove } from "../../../../shared/commands/remove.ts";
import { rollback } from "../../../../shared/commands/rollback.ts";
import { scale } from "../../../../shared/commands/scale.ts";
import { repair, restart } from "../../../../shared/commands/serve-again.ts";
import { createToken, revokeToken } from "../../../../shared/commands/tokens.ts";
import { roles } from "../../../../shared/store/tokens.ts";
import { specOf } from "../plan/fixtures.ts";
import { callerOf, throttled, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const admin = callerOf("admin");
const spec = specOf({ count: 2 });

beforeEach(() => {
  bench = workbench();
});

async function deployed(): Promise<void> {
  await bench.end((await deploy(bench, admin, { spec, mode: "put" })).deploymentId);
}

describe("a caller who may not", () => {
  const wish = { name: "x", role: "viewer", scope: "*" } as const;
  const commands = {
    deploy: () => deploy(bench, callerOf("operator"), { spec, mode: "put" }),
    remove: () => remove(bench, callerOf("operator"), { service: "orders" }),
    scale: () => scale(bench, callerOf("viewer"), { service: "orders", count: 1 }),
    rollback: () => rollback(bench, callerOf("viewer"), { service: "orders" }),
    restart: () => restart(bench, callerOf("viewer"), { service: "orders" }),
    repair: () => repair(bench, callerOf("viewer"), { service: "orders" }),
    "tokens.create": () => createToken(bench, callerOf("deployer"), wish),
    "tokens.revoke": () => revokeToken(bench, callerOf("deployer"), "t1"),
  };

  test.each(Object.entries(commands))("is refused %s, and the audit tells of it", async (command, run) => {
    await expect(run()).rejects.toMatchObject({ name: "Rejected", kind: "forbidden" });

    expect(await bench.audit()).toEqual([
      expect.objectContaining({ command, outcome: "refused", reason: expect.stringContaining("needs the role") }),
    ]);
    expect(bench.started).toEqual([]);
  });

  test("learns nothing of a service out of scope", async () => {
    await deployed();
    const stranger = callerOf("admin", { scope: ["team-*"] });
    const refusal = (service: string): Promise<string> =>
      remove(bench, stranger, { service }).then(String, (error: Error) => error.message);

    expect(await refusal("orders")).toBe((await refusal("payers")).replace("payers", "orders"));
  });

  test.each(roles)("%s may plan what is in scope", async (role) => {
    await expect(plan(bench, callerOf(role, { scope: ["other"] }), { service: "orders", spec })).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(plan(bench, callerOf(role), { service: "orders", spec })).rejects.toMatchObject({ kind: "invalid" });
  });
});

describe("scale", () => {
  const to = (count: number | "auto") => scale(bench, admin, { service: "orders", count });

  test("pins a count, releases it, and wakes the one writer each time", async () => {
    await deployed();

    expect(await to(5)).toEqual({ constraint: { manifest: 2, pinned: 5 } });
    expect((await bench.store.services.find("orders"))?.count).toEqual({ manifest: 2, pinned: 5 });
    expect(await to("auto")).toEqual({ constraint: { manifest: 2 } });
    expect((await bench.store.services.find("orders"))?.count).toEqual({ manifest: 2 });
    expect(bench.sent).toEqual(Array(2).fill({ detailType: "Fairway Count Requested", detail: { service: "orders" } }));
    expect((await bench.audit()).map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(["count 5", "count auto"]),
    );
  });

  test("pins 0", async () => {
    await deployed();

    expect(await to(0)).toEqual({ constraint: { manifest: 2, pinned: 0 } });
  });

  test("refuses a service that is not there, was not deployed yet, or is being removed", async () => {
    await expect(to(1)).rejects.toMatchObject({ kind: "notFound" });
    const { deploymentId } = await deploy(bench, admin, { spec, mode: "put" });
    await expect(to(1)).rejects.toMatchObject({ kind: "conflict" });
    await bench.end(deploymentId);
    await bench.store.services.update("orders", { status: "REMOVING" });
    await expect(to(1)).rejects.toMatchObject({ kind: "conflict", message: expect.stringContaining("being removed") });
    expect(bench.sent).toEqual([]);
  });

  test("that wakes nobody has failed, and may be repeated", async () => {
    await deployed();
    bench.fail.send = throttled;
    await expect(to(3)).rejects.toBe(throttled);
    bench.fail.send = undefined;

    expect(await to(3)).toEqual({ constraint: { manifest: 2, pinned: 3 } });
  });
});

describe("tokens", () => {
  const wish = { name: "ci", role: "deployer", scope: ["team-*"] } as const;

  test("are kept as a hash, and their secret is nowhere in table, audit or log", async () => {
    const { token, record } = await createToken(bench, admin, wish);
    const parts = parseToken(token);
    const kept = await bench.store.tokens.find(record.id);

    expect(kept && proves(kept, parts?.secret ?? "", bench.time)).toBe(true);
    expect(JSON.stringify([kept, await bench.audit(), bench.lines])).not.toContain(parts?.secret);
    expect(await bench.audit()).toEqual([
      expect.objectContaining({ command: "tokens.create", reason: "deployer ci", outcome: "accepted" }),
    ]);
  });

  test("that are revoked are gone, once", async () => {
    const { record } = await createToken(bench, admin, wish);
    await revokeToken(bench, admin, record.id);

    expect(await bench.store.tokens.find(record.id)).toBeUndefined();
    await expect(revokeToken(bench, admin, record.id)).rejects.toMatchObject({ kind: "notFound" });
  });
});

describe("plan", () => {
  test("plans the manifest that serves where none is sent", async () => {
    await deployed();
    await plan(bench, admin, { service: "orders" }).catch(() => undefined);

    expect(bench.planned).toEqual([spec]);
  });

  test("refuses where none is sent and none serves", async () => {
    await expect(plan(bench, admin, { service: "orders" })).rejects.toMatchObject({ kind: "notFound" });
    await deploy(bench, admin, { spec, mode: "put" });
    await expect(plan(bench, admin, { service: "orders" })).rejects.toMatchObject({ kind: "invalid" });
  });

  test("says what stands in the way, field by field, and leaves no line in the audit", async () => {
    await expect(plan(bench, admin, { service: "orders", spec })).rejects.toMatchObject({
      kind: "invalid",
      problems: [{ field: "image", message: "is not there" }],
    });
    expect(await bench.audit()).toEqual([]);
  });
});
