import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ApprovalRule } from "../../shared/config/approval-rules.ts";
import { monthOf } from "../../shared/store/audit.ts";
import { inventory } from "./inventory.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

let simulation: Simulation;
/** Asks for deployments. */
let ann: Person;
/** May approve them. */
let bob: Person;

const rule: ApprovalRule = { services: ["shop"], approver: "deployer", breakGlass: "admin", expiresHours: 2 };

beforeEach(async () => {
  simulation = await createSimulation({ seed: 1, configuration: { FAIRWAY_APPROVALS: JSON.stringify([rule]) } });
  ann = await createPerson(simulation, { name: "ann" });
  bob = await createPerson(simulation, { name: "bob", role: "deployer" });
});

afterEach(() => simulation.close());

const minutes = (count: number): Promise<void> => simulation.clock.advance(count * 60_000);
const put = async (version: number, query = ""): Promise<string> => {
  const manifest = { image: simulation.push(`shop:${version}`, `content ${version}`) };
  const { headers } = await ann.request("PUT", `/v1/services/shop${query}`, manifest);
  return String(headers.location).slice("/v1/deployments/".length);
};
const proposed = async (version: number): Promise<string> => {
  const id = await put(version);
  await minutes(1);
  expect((await simulation.store.deployments.find(id))?.status).toBe("AWAITING_APPROVAL");
  return id;
};
const serving = async () => {
  await ann.end(await put(1, "?breakGlass=true&reason=first"));
};
const answer = async (who: Person, id: string, what: "approve" | "reject" = "approve") =>
  (await who.request("POST", `/v1/deployments/${id}/${what}`)).status;
const show = async (id: string) => {
  const { body } = await bob.request("GET", `/v1/deployments/${id}`);
  return (body as { deployment?: unknown }).deployment ?? body;
};
const service = () => simulation.store.services.find("shop");
const release = async () => (await simulation.store.releases.list("shop")).releases[0];

describe("a deployment that needs an approval", () => {
  test("shows what it would do, waits, and is done as it was shown", async () => {
    await serving();
    const id = await proposed(2);

    expect(await show(id)).toMatchObject({
      status: "AWAITING_APPROVAL",
      approval: {
        needed: true,
        approver: "deployer",
        proposal: {
          image: expect.stringMatching(/shop@sha256:/),
          changes: expect.arrayContaining([expect.objectContaining({ resource: "taskDefinition" })]),
          price: { currency: "USD" },
        },
      },
    });
    await minutes(60);
    expect(await answer(bob, id)).toBe(202);
    const ended = await ann.end(id);
    expect(ended).toMatchObject({ status: "SUCCEEDED", approved: { by: "bob" } });
    expect(ended.steps[0]).toMatchObject({ kind: "await-approval", status: "SUCCEEDED" });
  });

  test("is not approved by whoever asked for it, be they admin", async () => {
    await serving();
    const id = await proposed(2);

    expect(await answer(ann, id)).toBe(403);
    expect(await simulation.store.deployments.find(id)).not.toHaveProperty("approved");
  });

  test("ends before anything is made where its tag stands for another image by then", async () => {
    await serving();
    const id = await proposed(2);
    simulation.push("shop:2", "something else");
    await answer(bob, id);

    expect(await ann.end(id)).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "Conflict", message: expect.stringContaining("is not what bob approved") },
    });
    expect(await service()).toMatchObject({ status: "ACTIVE", release: 1 });
  });

  test("ends so too where someone locks the service between the approval and the first step", async () => {
    await serving();
    const id = await proposed(2);
    const lock = { name: "shop", reason: "an incident", by: "eve", byId: "eve", createdAt: 1 };
    const { planDigest = "" } = (await simulation.store.approvals.proposal(id)) ?? {};
    // The approval is kept, and its machine has not heard of it yet.
    const at = simulation.clock.now();
    await simulation.store.deployments.approve(id, { by: "bob", byId: "bob", door: "http", at, planDigest });
    await simulation.store.locks.put(lock);

    expect(await ann.end(id)).toMatchObject({ status: "FAILED_CLEAN", error: { name: "Conflict" } });
    expect((await release())?.number).toBe(1);
  });

  test("ends CANCELLED once it is rejected, and nothing was made", async () => {
    const before = await inventory(simulation.local.cloud, "fairway");
    const id = await proposed(1);
    expect(await answer(bob, id, "reject")).toBe(202);

    expect(await ann.end(id)).toMatchObject({ status: "CANCELLED", error: { name: "Rejected" } });
    expect(await inventory(simulation.local.cloud, "fairway")).toEqual(before);
    expect(await service()).toMatchObject({ status: "FAILED" });
  });

  test("ends CANCELLED once its time is over, and what serves goes on serving", async () => {
    await serving();
    const id = await proposed(2);
    await minutes(130);

    expect(await ann.end(id)).toMatchObject({ status: "CANCELLED", error: { name: "Expired" } });
    expect(await service()).toMatchObject({ status: "ACTIVE", release: 1 });
    expect(await answer(bob, id)).toBe(409);
  });

  test.each([
    ["an event tells of it", true],
    ["nothing tells of it, and the reconcile tick looks", false],
  ])("is over, with nothing to undo, where its execution is stopped while it waits: %s", async (_how, isTold) => {
    await serving();
    const id = await proposed(2);
    const { cloud } = simulation.local;
    if (!isTold)
      for (const { Name = "", EventPattern = "" } of (await cloud.call("events", "ListRules", {})).Rules ?? [])
        if (EventPattern.includes("aws.states")) await cloud.call("events", "DisableRule", { Name });
    await cloud.call("states", "StopExecution", {
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:fairway-deploy:${id}`,
    });

    expect(await ann.end(id)).toMatchObject({ status: "FAILED_CLEAN", error: { name: "Interrupted" } });
    expect(await answer(bob, id)).toBe(409);
    expect(await service()).toMatchObject({ status: "ACTIVE", release: 1 });
  });

  test("begins at once where an admin breaks the glass, and everyone is told why", async () => {
    await serving();
    const id = await put(2, "?breakGlass=true&reason=it%20burns");
    expect(await ann.end(id)).toMatchObject({ status: "SUCCEEDED", approval: { needed: false, reason: "it burns" } });

    const { lines } = await simulation.store.audit.list(monthOf(simulation.clock.now()));
    expect(lines[0]).toMatchObject({ evidence: { approval: "broke the glass: it burns" } });
  });

  test("makes way for a rollback, which needs nobody", async () => {
    await serving();
    await ann.end(await put(2, "?breakGlass=true&reason=second"));
    const waiting = await proposed(3);
    const operator = await createPerson(simulation, { name: "eve", role: "operator" });
    const { headers } = await operator.request("POST", "/v1/services/shop/rollback");

    const back = await ann.end(String(headers.location).slice("/v1/deployments/".length));
    expect(back).toMatchObject({ status: "SUCCEEDED", origin: { command: "rollback", release: 1 } });
    expect(await ann.end(waiting)).toMatchObject({ status: "SUPERSEDED" });
  });

  test("can be put aside by one that takes its place, which waits for its own approval", async () => {
    await serving();
    const first = await proposed(2);
    const second = await put(3, "?supersede=true");
    await minutes(1);

    expect(await ann.end(first)).toMatchObject({ status: "SUPERSEDED" });
    expect(await answer(bob, first)).toBe(409);
    expect(await answer(bob, second)).toBe(202);
    expect(await ann.end(second)).toMatchObject({ status: "SUCCEEDED" });
  });
});
