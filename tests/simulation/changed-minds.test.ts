import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { findStep } from "../../shared/store/deployments.ts";
import { inventory } from "./inventory.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

let simulation: Simulation;
let person: Person;

beforeEach(async () => {
  simulation = await createSimulation({ seed: 1 });
  person = await createPerson(simulation);
});

afterEach(() => simulation.close());

const steps = ["prepare", "security-groups", "load-balancer", "service", "await-deployment", "verify"] as const;
const onlyLogs = ["log group /fairway/fairway/shop"];

const manifest = (number: number) => ({
  name: "shop",
  image: simulation.push(`shop:${number}`, `content ${number}`),
});
const deploy = (number: number) => person.deploy(manifest(number));
const cancel = (id: string) => person.request("POST", `/v1/deployments/${id}/cancel?reason=wrong+image`);
const record = (id: string) => simulation.store.deployments.find(id);
const left = () => inventory(simulation.local.cloud, "fairway");

async function supersede(number: number): Promise<string> {
  const { status, body } = await person.request("PUT", "/v1/services/shop?supersede=true", manifest(number));
  expect(status).toBe(202);
  return (body as { deployment: { id: string } }).deployment.id;
}

/** Lets time go on until a step of the deployment has begun. */
async function until(id: string, kind: (typeof steps)[number] | "record"): Promise<void> {
  for (;;) {
    const deployment = await record(id);
    if (deployment && findStep(deployment, "apply", kind)) return;
    await simulation.clock.advance(100);
  }
}

/** What is running, once everything has come to rest. */
async function serving(url = ""): Promise<{ status: number | undefined; definition: string | undefined }> {
  await simulation.clock.advance(600_000);
  const { cloud } = simulation.local;
  const answer = await visitor(cloud).get(url, 1);
  const { services = [] } = await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: ["shop"] });
  return {
    status: answer.kind === "status" ? answer.status : undefined,
    definition: services[0]?.taskDefinition?.split("/").at(-1),
  };
}

function expectNothingDenied(): void {
  const denied = simulation.local.edge.callLog
    .entries()
    .filter(({ errorCode = "" }) => /Denied|Unauthorized/.test(errorCode));
  expect(denied).toEqual([]);
}

describe("a first deployment that is cancelled", () => {
  test.each(steps)("while %s is at work ends CANCELLED, and leaves nothing but logs", async (kind) => {
    // Of a cold function's start the shortest step would be over before it was heard.
    expect(await cancel("d-nowhere")).toMatchObject({ status: 404 });
    const id = await deploy(1);
    await until(id, kind);
    expect(await cancel(id)).toMatchObject({
      status: 202,
      body: { deployment: { id, ending: { status: "CANCELLED", by: "person", reason: "wrong image" } } },
    });

    expect(await person.end(id)).toMatchObject({
      status: "CANCELLED",
      error: { name: "Cancelled", message: "person cancelled it: wrong image" },
    });
    expect((await left()).filter((one) => !onlyLogs.includes(one))).toEqual([]);
    expect((await simulation.store.services.find("shop"))?.lease).toBeUndefined();
    expectNothingDenied();
  });

  test("cannot be cancelled again, whether it is being undone or has ended", async () => {
    const id = await deploy(1);
    await until(id, "service");
    await cancel(id);
    expect(await cancel(id)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/undone already/) } });
    await person.end(id);
    expect(await cancel(id)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/it is CANCELLED/) } });
  });

  test("can be deployed again", async () => {
    const id = await deploy(1);
    await until(id, "load-balancer");
    await cancel(id);
    await person.end(id);

    expect(await person.end(await deploy(1))).toMatchObject({ status: "SUCCEEDED" });
  });
});

test("a redeployment that is cancelled leaves the old release serving", async () => {
  const { url } = await person.end(await deploy(1));
  const id = await deploy(2);
  await until(id, "await-deployment");
  await cancel(id);

  expect(await person.end(id)).toMatchObject({ status: "CANCELLED" });
  expect(await serving(url)).toEqual({ status: 200, definition: "fairway-shop:1" });
  expect(await simulation.store.services.find("shop")).toMatchObject({ status: "ACTIVE", release: 1 });
});

describe("a deployment that is superseded", () => {
  test.each(steps.slice(0, -1))(
    "in its first time, while %s is at work, makes room for the one that comes",
    async (kind) => {
      const first = await deploy(1);
      await until(first, kind);
      const second = await supersede(2);

      expect(await person.end(second)).toMatchObject({ status: "SUCCEEDED" });
      expect(await record(first)).toMatchObject({
        status: "SUPERSEDED",
        error: { name: "Superseded", message: `person put deployment ${second} in its place.` },
      });
      const service = await simulation.store.services.find("shop");
      expect(service).toMatchObject({ status: "ACTIVE", servingDeploymentId: second });
      expect((await serving(service?.url)).status).toBe(200);
      expectNothingDenied();
    },
  );

  test("too late, when it is proved, has succeeded; the one that comes follows it", async () => {
    const first = await deploy(1);
    await until(first, "record");
    const second = await supersede(2);

    expect(await person.end(second)).toMatchObject({ status: "SUCCEEDED" });
    expect(await record(first)).toMatchObject({ status: "SUCCEEDED" });
    expect(await simulation.store.services.find("shop")).toMatchObject({ release: 2, servingDeploymentId: second });
  });

  test("over a release that serves, goes back to that first, and then on", async () => {
    const { url } = await person.end(await deploy(1));
    const first = await deploy(2);
    await until(first, "await-deployment");
    const second = await supersede(3);

    expect(await person.end(second)).toMatchObject({ status: "SUCCEEDED" });
    expect(await record(first)).toMatchObject({ status: "SUPERSEDED" });
    expect((await serving(url)).status).toBe(200);
    expect(await simulation.store.services.find("shop")).toMatchObject({ servingDeploymentId: second });
  });

  test("while it waits for another one that is superseded too, begins never", async () => {
    const first = await deploy(1);
    await until(first, "await-deployment");
    const second = await supersede(2);
    const third = await supersede(3);

    expect(await person.end(third)).toMatchObject({ status: "SUCCEEDED" });
    expect([await record(first), await record(second)]).toMatchObject([
      { status: "SUPERSEDED" },
      { status: "SUPERSEDED" },
    ]);
    expect((await record(second))?.startedAt).toBeUndefined();
  });

  test("is refused without the wish, and told which is under way", async () => {
    const first = await deploy(1);

    expect(await person.request("PUT", "/v1/services/shop", manifest(2))).toMatchObject({
      status: 409,
      body: { deploymentId: first },
    });
  });
});

describe("a lock", () => {
  test("keeps a service as it is until it is unlocked; what is under way goes on", async () => {
    const id = await deploy(1);
    const locked = await person.request("PUT", "/v1/locks/shop", { reason: "sale" });
    expect(locked).toMatchObject({ status: 200, body: { name: "shop", reason: "sale", by: "person" } });
    expect(await person.end(id)).toMatchObject({ status: "SUCCEEDED" });

    const detail = expect.stringMatching(/^shop is locked by person since .*: sale\. Unlock it first/);
    for (const [method, path, body] of [
      ["PUT", "/v1/services/shop", manifest(2)],
      ["DELETE", "/v1/services/shop", undefined],
      ["POST", "/v1/services/shop/scale", { count: 2 }],
    ] as const)
      expect(await person.request(method, path, body)).toMatchObject({ status: 409, body: { detail } });

    expect(await person.request("DELETE", "/v1/locks/shop")).toMatchObject({ status: 204 });
    expect(await person.end(await deploy(2))).toMatchObject({ status: "SUCCEEDED" });
    expectNothingDenied();
  });

  test("on all is listed, and holds for services that are yet to come", async () => {
    await person.request("PUT", "/v1/locks/*", { reason: "freeze" });

    expect(await person.request("GET", "/v1/locks")).toMatchObject({
      status: 200,
      body: { locks: [{ name: "*", reason: "freeze", by: "person" }] },
    });
    expect(await person.request("PUT", "/v1/services/shop", manifest(1))).toMatchObject({ status: 409 });
    expect(await left()).toEqual([]);
  });

  test("needs a name that a service could have, and a reason", async () => {
    expect(await person.request("PUT", "/v1/locks/Shop!", { reason: "why" })).toMatchObject({ status: 422 });
    expect(await person.request("PUT", "/v1/locks/shop", {})).toMatchObject({ status: 422 });
  });
});
