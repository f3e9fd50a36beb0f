import { beforeEach, describe, expect, test } from "@jest/globals";
import { cancel } from "../../../../shared/commands/cancel.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import { remove } from "../../../../shared/commands/remove.ts";
import { specOf } from "../plan/fixtures.ts";
import { callerOf, throttled, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const deployer = callerOf("deployer");

beforeEach(() => {
  bench = workbench();
});

const put = (image = "nginx:1.27", supersede = false) =>
  deploy(bench, deployer, { spec: specOf({ image }), mode: "put", supersede }).then(({ deploymentId }) => deploymentId);
const find = (id: string) => bench.store.deployments.find(id);

/** As its machine does once it has a plan. */
async function run(id: string): Promise<void> {
  await bench.store.deployments.start(id, { startedAt: bench.time });
}

describe("to cancel a deployment", () => {
  const cancelled = (deploymentId: string, caller = deployer) =>
    cancel(bench, caller, { deploymentId, reason: "wrong image" });

  test("stops its execution, has it undone, and leaves a line in the audit", async () => {
    const id = await put();
    await run(id);
    bench.time += 1_000;

    expect(await cancelled(id)).toEqual({ deploymentId: id });
    expect(await find(id)).toMatchObject({
      status: "RUNNING",
      phase: "undo",
      ending: { status: "CANCELLED", by: "deployer-token", reason: "wrong image", at: bench.time },
      resumptions: 1,
      resumption: { from: "undo" },
    });
    expect(bench.stopped).toEqual([`deploy ${id}`]);
    expect(bench.started).toEqual([`deploy ${id}`, `deploy ${id}`]);
    const [line] = await bench.audit();
    expect(line).toMatchObject({ command: "cancel", service: "orders", outcome: "accepted", reason: "wrong image" });
  });

  test("lets no step be applied any more, also where its execution cannot be stopped", async () => {
    const id = await put();
    bench.fail.stop = throttled;
    await cancelled(id);

    const step = { kind: "cluster", action: "apply", at: bench.time } as const;
    expect(await bench.store.deployments.beginStep(id, step)).toBeUndefined();
    expect(bench.lines).toEqual([expect.objectContaining({ level: "error", deploymentId: id })]);
  });

  test("that has ended is refused, and told how it ended", async () => {
    const id = await put();
    await bench.end(id);

    await expect(cancelled(id)).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringContaining("SUCCEEDED"),
    });
    expect(bench.stopped).toEqual([]);
  });

  test("twice is refused, and told who did it first", async () => {
    const id = await put();
    await cancelled(id);
    bench.time += 1;

    await expect(cancelled(id)).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/undone already, since deployer-token wished it to be CANCELLED/),
    });
    expect(bench.stopped).toHaveLength(1);
  });

  test("that is proved and being recorded, or is being undone by itself, is refused", async () => {
    const proved = await put();
    await bench.store.deployments.beginRecord(proved);
    await expect(cancelled(proved)).rejects.toMatchObject({ message: expect.stringMatching(/only being recorded/) });

    await bench.end(proved);
    const failing = await put("nginx:1.28");
    await bench.store.deployments.beginStep(failing, { kind: "service", action: "undo", at: bench.time });
    await expect(cancelled(failing)).rejects.toMatchObject({ message: expect.stringMatching(/since it failed/) });
  });

  test("which is a removal is refused", async () => {
    await bench.end(await put());
    const { deploymentId } = await remove(bench, deployer, { service: "orders" });

    await expect(cancelled(deploymentId)).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/cannot be taken back/),
    });
  });

  test("that is not there, or that the caller may not touch, is refused", async () => {
    const id = await put();

    await expect(cancelled("d-none")).rejects.toMatchObject({ kind: "notFound" });
    await expect(cancelled(id, callerOf("operator"))).rejects.toMatchObject({ kind: "forbidden" });
    await expect(cancelled(id, callerOf("admin", { scope: ["team-*"] }))).rejects.toMatchObject({ kind: "forbidden" });
    expect(await find(id)).toMatchObject({ phase: "apply" });
  });
});

describe("to supersede a deployment", () => {
  test("accepts the new one, and has the one before undone", async () => {
    const before = await put();
    await run(before);
    const id = await put("nginx:1.28", true);

    expect(await find(before)).toMatchObject({
      phase: "undo",
      ending: { status: "SUPERSEDED", by: "deployer-token", deploymentId: id },
    });
    expect(await bench.store.services.find("orders")).toMatchObject({ deploymentId: id });
    expect(bench.stopped).toEqual([`deploy ${before}`]);
  });

  test("needs one: without it is a deployment as any other", async () => {
    expect(await find(await put("nginx:1.28", true))).toMatchObject({ status: "ACCEPTED" });
  });

  test("deploys what served before it, rather than find that it serves", async () => {
    await bench.end(await put());
    await put("nginx:1.28");
    const id = await put("nginx:1.27", true);

    expect(await find(id)).toMatchObject({ status: "ACCEPTED" });
  });

  test("is refused where it is a removal", async () => {
    await bench.end(await put());
    const { deploymentId } = await remove(bench, deployer, { service: "orders" });

    await expect(put("nginx:1.28", true)).rejects.toMatchObject({ kind: "conflict", deploymentId });
  });

  /** One that has its lease, and beside which another came to nothing. */
  async function besideOneThatFailed(): Promise<string> {
    const before = await put();
    await run(before);
    await bench.store.services.takeLease("orders", before);
    bench.fail.start = throttled;
    await expect(put("nginx:1.28", true)).rejects.toMatchObject({ name: throttled.name });
    delete bench.fail.start;
    return before;
  }

  test("finds the one that is at work, where the latest has come to nothing", async () => {
    const before = await besideOneThatFailed();
    const id = await put("nginx:1.28", true);

    expect(await find(before)).toMatchObject({ ending: { status: "SUPERSEDED", deploymentId: id } });
  });

  test("must be asked for, where the latest has come to nothing and another is at work", async () => {
    const before = await besideOneThatFailed();

    await expect(put("nginx:1.28")).rejects.toMatchObject({ kind: "conflict", deploymentId: before });
  });

  test("is done by the same request again, where it died once the new one had begun", async () => {
    const before = await put();
    await run(before);
    await bench.store.services.takeLease("orders", before);
    const ask = () =>
      deploy(
        bench,
        { ...deployer, request: "r-1" },
        { spec: specOf({ image: "nginx:1.28" }), mode: "put", supersede: true },
      );
    bench.fail.put = (pk) => (pk === `DEPLOYMENT#${before}` ? throttled : undefined);
    const { deploymentId } = await ask();
    expect(await find(before)).not.toHaveProperty("ending");
    delete bench.fail.put;

    expect(await ask()).toEqual({ deploymentId });
    expect(await find(before)).toMatchObject({ ending: { status: "SUPERSEDED", deploymentId } });
  });

  test("leaves both under way, one after the other, where the wish cannot be kept", async () => {
    const before = await put();
    bench.fail.put = (pk) => (pk === `DEPLOYMENT#${before}` ? throttled : undefined);
    const id = await put("nginx:1.28", true);

    expect([(await find(before))?.phase, (await find(id))?.phase]).toEqual(["apply", "apply"]);
    expect(bench.lines).toEqual([expect.objectContaining({ level: "error", deploymentId: before })]);
  });
});
