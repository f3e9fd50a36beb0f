import { beforeEach, describe, expect, test } from "@jest/globals";
import { approve, reject } from "../../../../shared/commands/approve.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import { lock } from "../../../../shared/commands/locks.ts";
import { rollback } from "../../../../shared/commands/rollback.ts";
import { repair, restart } from "../../../../shared/commands/serve-again.ts";
import { specOf } from "../plan/fixtures.ts";
import { callerOf, throttled, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const ann = callerOf("deployer", { id: "ann", name: "ann" });
const bob = callerOf("deployer", { id: "bob", name: "bob" });
const admin = callerOf("admin");

beforeEach(() => {
  bench = workbench();
  bench.approvals = [{ services: ["*"], approver: "deployer", breakGlass: "admin", expiresHours: 2 }];
});

const put = (image = "nginx:1.27", more: { breakGlass?: boolean; reason?: string } = {}, caller = ann) =>
  deploy(bench, caller, { spec: specOf({ image }), mode: "put", ...more }).then(({ deploymentId }) => deploymentId);
const find = (id: string) => bench.store.deployments.find(id);
const lines = async () =>
  (await bench.audit()).map(({ actor, command, outcome }) => `${actor} ${command} ${outcome}`).toReversed();

/** As its machine does once it knows what the deployment would do. */
async function propose(id: string): Promise<void> {
  const price = { items: [], dollars: 0 } as never;
  await bench.store.approvals.propose(id, {
    image: "nginx@sha256:1",
    changes: [],
    price,
    planDigest: "p",
    proposedAt: 0,
  });
  await bench.store.approvals.keepToken(id, `token of ${id}`, bench.time);
  await bench.store.deployments.awaitApproval(id);
}

const waiting = async (): Promise<string> => {
  const id = await put();
  await propose(id);
  return id;
};

describe("a deployment of a service that needs an approval", () => {
  test("is begun by a machine that waits for one", async () => {
    const id = await put();

    expect(bench.started).toEqual([`deploy ${id} once approved`]);
    expect((await bench.audit())[0]).toMatchObject({ command: "deploy", evidence: { approval: "needed" } });
  });

  test("goes on once someone else approves it, and the audit tells what was approved", async () => {
    const id = await waiting();
    expect(await approve(bench, bob, { deploymentId: id, reason: "looks good" })).toMatchObject({ deploymentId: id });

    expect(bench.answered).toEqual([`token of ${id}`]);
    expect(await find(id)).toMatchObject({
      approved: { by: "bob", byId: "bob", reason: "looks good", planDigest: "p" },
    });
    expect((await bench.audit())[0]).toMatchObject({
      actor: "bob",
      actorId: "bob",
      command: "approve",
      outcome: "accepted",
      deploymentId: id,
      evidence: { image: "nginx@sha256:1", planDigest: "p", requestedBy: "ann" },
    });
  });

  test("is approved once, of two who do so at the same moment", async () => {
    const id = await waiting();
    const answers = await Promise.allSettled([bob, admin].map((by) => approve(bench, by, { deploymentId: id })));

    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(bench.answered).toHaveLength(1);
  });

  test("is approved although its machine cannot be told: that looks for itself", async () => {
    const id = await waiting();
    const tools = { ...bench, taskTokens: { succeed: () => Promise.reject(throttled) } };

    expect(await approve(tools, bob, { deploymentId: id })).toMatchObject({ deploymentId: id });
    expect((await find(id))?.approved).toBeDefined();
    expect(bench.lines).toContainEqual(expect.objectContaining({ message: "machine not told of its approval" }));
  });

  test("is not approved while the service is locked, nor once it was overtaken", async () => {
    const id = await waiting();
    await lock(bench, admin, { name: "orders", reason: "a quiet day" });
    await expect(approve(bench, bob, { deploymentId: id })).rejects.toThrow(/a quiet day/);
    await bench.store.locks.remove("orders");
    await bench.store.services.update("orders", { generation: 9 });

    await expect(approve(bench, bob, { deploymentId: id })).rejects.toThrow(/was changed since/);
    expect((await find(id))?.approved).toBeUndefined();
  });

  test("is over once it is rejected: nothing was made, and it says who and why", async () => {
    const id = await waiting();
    await reject(bench, bob, { deploymentId: id, reason: "not on a Friday" });

    expect(await find(id)).toMatchObject({
      phase: "undo",
      ending: { status: "CANCELLED", cause: "rejected", by: "bob", reason: "not on a Friday" },
      resumption: { from: "failure" },
    });
    await expect(approve(bench, admin, { deploymentId: id })).rejects.toThrow(/being undone/);
    expect(await lines()).toEqual(["ann deploy accepted", "bob reject accepted", "admin-token approve refused"]);
  });

  test("needs none where the same spec serves already", async () => {
    const id = await put("nginx:1", { breakGlass: true, reason: "first" }, admin);
    await bench.end(id);

    expect((await find(await put("nginx:1")))?.status).toBe("SUCCEEDED");
  });

  test("that someone breaks the glass for begins at once, and the audit says why", async () => {
    const id = await put("nginx:1", { breakGlass: true, reason: "it burns" }, admin);

    expect(bench.started).toEqual([`deploy ${id}`]);
    expect((await find(id))?.approval).toEqual({ needed: false, brokenBy: admin.name, reason: "it burns" });
    expect((await bench.audit())[0]).toMatchObject({ evidence: { approval: "broke the glass: it burns" } });
  });

  test("that someone breaks the glass for without the right to is refused, and audited", async () => {
    await expect(put("nginx:1", { breakGlass: true, reason: "it burns" })).rejects.toThrow(/needs the role admin/);

    expect(bench.started).toEqual([]);
    expect(await lines()).toEqual(["ann deploy refused"]);
  });
});

test("a rollback, a restart and a repair never need an approval", async () => {
  for (const image of ["nginx:1", "nginx:2"])
    await bench.end(await put(image, { breakGlass: true, reason: "x" }, admin));
  const operator = callerOf("operator");
  for (const again of [rollback, restart, repair]) {
    const { deploymentId } = await again(bench, operator, { service: "orders" });
    expect(bench.started.at(-1)).toBe(`deploy ${deploymentId}`);
    await bench.end(deploymentId);
  }
});

test("a rollback takes the place of a deployment that only waits, and not of one that was approved", async () => {
  for (const image of ["nginx:1", "nginx:2"])
    await bench.end(await put(image, { breakGlass: true, reason: "x" }, admin));
  const operator = callerOf("operator");
  const id = await waiting();
  const { deploymentId } = await rollback(bench, operator, { service: "orders" });

  expect(await find(id)).toMatchObject({ ending: { status: "SUPERSEDED", deploymentId } });
  await bench.store.deployments.finish(id, { status: "SUPERSEDED", endedAt: bench.time });
  await bench.end(deploymentId);
  const next = await waiting();
  await approve(bench, bob, { deploymentId: next });
  await expect(rollback(bench, operator, { service: "orders" })).rejects.toThrow(/cancel it/);
});

test("what there is not, and what needs none, is neither approved nor rejected", async () => {
  bench.approvals = [];
  const id = await put();
  for (const answer of [approve, reject]) {
    await expect(answer(bench, bob, { deploymentId: "d-0" })).rejects.toThrow(/no deployment d-0/);
    await expect(answer(bench, bob, { deploymentId: id })).rejects.toThrow(/needs no approval/);
  }
});
