import { beforeEach, describe, expect, test } from "@jest/globals";
import { createRecordHandler } from "../../../../../functions/steps/record/step.ts";
import type { ServiceSpec } from "../../../../../shared/model/service-spec.ts";
import type { AnnouncementItem } from "../../../../../shared/ports/announcement-queue.ts";
import type { StepKind } from "../../../../../shared/steps/contract.ts";
import { createStore, type Store } from "../../../../../shared/store/store.ts";
import { memoryTable } from "../../../../simulation/memory-table.ts";
import { planOf, specOf } from "../../../shared/plan/fixtures.ts";

let store: Store;
let sent: string[];
let announced: AnnouncementItem[];
let queue: Error | undefined;

const record = (deploymentId: string, error?: { Error: string; Cause: string }) =>
  createRecordHandler({
    store,
    clock: { now: () => 1_000 },
    logger: { log: () => undefined },
    bus: { send: async ({ detailType, detail }) => void sent.push(`${detailType} ${detail.service}`) },
    announcements: {
      async add(item) {
        if (queue) throw queue;
        announced.push(item);
      },
    },
  })({ deploymentId, action: "apply", ...(error && { error }) });

/** A deployment whose steps have all proved what they made. */
async function prove(id: string, spec: ServiceSpec, planned: ServiceSpec = spec): Promise<void> {
  await store.deployments.create(
    {
      id,
      service: "orders",
      action: "deploy",
      status: "ACCEPTED",
      phase: "apply",
      specDigest: spec.image,
      actor: "ann",
      door: "http",
      createdAt: 0,
      deadline: 900_000,
    },
    spec,
  );
  await store.services.takeLease("orders", id);
  const previous = { taskDefinitionArn: "orders:0" };
  await store.deployments.keepPlan(
    id,
    planOf({ image: spec.image, capacityProviderStrategy: planned.capacityProviderStrategy }),
  );
  await store.deployments.start(id, { startedAt: 1, previous });
  const begun = await store.deployments.beginStep(id, { kind: "task-definition", action: "apply", at: 2 });
  const step = begun?.steps.find(({ kind }) => kind === "task-definition");
  if (!step) throw new Error("The step did not begin.");
  const outputs = { "taskDefinition.arn": `orders:${id}` };
  await store.deployments.endStep(id, { ...step, status: "SUCCEEDED", outputs });
}

/** Moves the service from port 8080 to 80. */
async function proveNewPort(id: string): Promise<void> {
  await prove(id, specOf({ image: "nginx:1.28" }));
  const plan = (await store.deployments.plan(id)) ?? planOf({});
  const whileDeploying = { ingress: [], egress: [] };
  const taskSecurityGroup = { ...plan.resources.taskSecurityGroup, whileDeploying };
  await store.deployments.keepPlan(id, { ...plan, resources: { ...plan.resources, taskSecurityGroup } });
}

const ledger = async () => (await store.releases.list("orders")).releases.map(({ deploymentId }) => deploymentId);

beforeEach(async () => {
  store = createStore(memoryTable());
  announced = [];
  queue = undefined;
  sent = [];
  const service = { name: "orders", status: "CREATING", generation: 1, createdBy: "ann" } as const;
  await store.services.create({ ...service, createdAt: 0, updatedAt: 0 });
  await prove("d-1", specOf({ image: "nginx:1.27" }));
  await record("d-1");
});

describe("whoever sees that a deployment has ended", () => {
  const failure = { Error: "DeploymentFailed", Cause: "{}" };

  test.each([
    ["succeeded", undefined],
    ["failed", failure],
  ])("sees that its last step is done (it %s)", async (_how, error) => {
    await prove("d-2", specOf({ image: "nginx:1.28" }));
    const { finish } = store.deployments;
    const seen: unknown[] = [];
    const look = async (id: string) =>
      (await store.deployments.find(id))?.steps.find(({ kind }) => kind === "record")?.status;
    store = {
      ...store,
      deployments: {
        ...store.deployments,
        finish: async (id, end) => {
          seen.push(await look(id));
          return finish(id, end);
        },
      },
    };

    await record("d-2", error);
    seen.push(await look("d-2"));

    expect(seen).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });

  test("still does where what follows the end has failed", async () => {
    await prove("d-2", specOf({ image: "nginx:1.28" }));
    const freeLease = async () => Promise.reject(new Error("a mistake of ours"));
    store = { ...store, services: { ...store.services, freeLease } };

    await expect(record("d-2")).rejects.toThrow("a mistake of ours");

    const deployment = await store.deployments.find("d-2");
    expect(deployment).toMatchObject({ status: "SUCCEEDED" });
    expect(deployment?.steps.at(-1)).toMatchObject({ kind: "record", status: "SUCCEEDED" });
  });
});

describe("a failed version that is left standing", () => {
  const failure = { Error: "DeploymentFailed", Cause: "" };
  const stands = async () => {
    const { deploymentId, why } = (await store.services.find("orders"))?.standing ?? {};
    return deploymentId && `${deploymentId} ${why}`;
  };
  const end = async (
    id: string,
    { kinds, onFailure, undone }: { kinds: StepKind[]; onFailure: "hold" | "rollback"; undone?: true },
  ) => {
    await prove(id, specOf({ image: `nginx:${id}` }));
    await store.deployments.keepPlan(id, planOf({ image: `nginx:${id}`, onFailure }));
    const steps = [
      ...kinds.map((kind) => ({ kind, action: "apply" }) as const),
      ...(undone ? [...kinds, "task-definition" as const].map((kind) => ({ kind, action: "undo" }) as const) : []),
    ];
    for (const { kind, action } of steps) {
      const begun = await store.deployments.beginStep(id, { kind, action, at: 3 });
      const step = begun?.steps.find((one) => one.kind === kind && one.action === action);
      if (step) await store.deployments.endStep(id, { ...step, status: "SUCCEEDED" });
    }
    await record(id, failure);
  };

  test("is known of its service until another deployment comes to that", async () => {
    await end("d-2", { kinds: ["service"], onFailure: "hold" });
    expect(await stands()).toBe("d-2 held");
    await end("d-3", { kinds: [], onFailure: "rollback", undone: true });
    expect(await stands()).toBe("d-2 held");
    await end("d-4", { kinds: ["service"], onFailure: "rollback", undone: true });
    expect(await stands()).toBeUndefined();
  });

  test("is known until one succeeds, where it could not be taken back", async () => {
    await end("d-2", { kinds: ["service"], onFailure: "rollback" });
    expect(await stands()).toBe("d-2 left-over");
    await end("d-3", { kinds: ["service"], onFailure: "rollback", undone: true });
    expect(await stands()).toBe("d-2 left-over");
    await prove("d-4", specOf({ image: "nginx:1.29" }));
    await record("d-4");
    expect(await stands()).toBeUndefined();
  });
});

test("what was answered by someone who died before writing it down has ended once all has succeeded", async () => {
  await prove("d-2", specOf({ image: "nginx:1.28" }));
  await store.deployments.beginStep("d-2", { kind: "await-deployment", action: "apply", at: 3 });
  const found = await store.deployments.find("d-2");
  const step = found?.steps.find(({ kind }) => kind === "await-deployment");
  if (!step) throw new Error("The step did not begin.");
  await store.deployments.pauseStep("d-2", step);

  await record("d-2");

  const { steps } = (await store.deployments.find("d-2")) ?? { steps: [] };
  expect(steps.find(({ kind }) => kind === "await-deployment")).toMatchObject({ status: "SUCCEEDED", endedAt: 1_000 });
});

describe("recording that comes once more, after the end", () => {
  test("adds no line to the ledger behind the release that came after it", async () => {
    await prove("d-2", specOf({ image: "nginx:1.28" }));
    await record("d-2");

    expect(await record("d-1")).toMatchObject({ did: "kept" });

    expect(await ledger()).toEqual(["d-2", "d-1"]);
    expect(await store.services.find("orders")).toMatchObject({ servingDeploymentId: "d-2", release: 2 });
  });

  test("adds none either where it then says that the deployment failed", async () => {
    await prove("d-2", specOf({ image: "nginx:1.28" }));

    await record("d-1", { Error: "States.Timeout", Cause: "" });

    expect(await ledger()).toEqual(["d-1"]);
    expect(await store.deployments.find("d-1")).toMatchObject({ status: "SUCCEEDED" });
    expect(await store.services.find("orders")).toMatchObject({ lease: { deploymentId: "d-2" } });
  });

  test("does what the try before it died over: it gives the lease back and asks for the count", async () => {
    await store.services.takeLease("orders", "d-1");
    sent = [];

    await record("d-1");

    expect(await store.services.find("orders")).not.toHaveProperty("lease");
    expect(sent).toEqual([expect.stringContaining("orders")]);
  });
});

describe("a deployment that leaves standing what the version before it needed", () => {
  test("wishes that away as it succeeds, also after one that has wished so before", async () => {
    await proveNewPort("d-2");
    await record("d-2");
    await proveNewPort("d-3");
    await record("d-3");

    expect(await store.wishes.list(10)).toEqual([expect.objectContaining({ kind: "tidy", deploymentId: "d-3" })]);
  });

  test("wishes nothing where it fails, nor does one that leaves nothing", async () => {
    await proveNewPort("d-2");
    await record("d-2", { Error: "DeploymentFailed", Cause: "{}" });
    await prove("d-3", specOf({ image: "nginx:1.28" }));
    await record("d-3");

    expect(await store.wishes.list(10)).toEqual([]);
  });
});

describe("a deployment that was planned on demand, since Spot has no capacity", () => {
  const spec = specOf({ capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] });
  const fallback = async () => (await store.services.find("orders"))?.fallback;

  test("leaves its service so, since when it first was, until one brings it back", async () => {
    await prove("d-2", spec, specOf({}));
    await record("d-2");
    expect(await fallback()).toEqual({ since: 1, deploymentId: "d-2" });
    await prove("d-3", spec, specOf({}));
    await record("d-3");
    expect(await fallback()).toEqual({ since: 1, deploymentId: "d-2" });
    await prove("d-4", spec);
    await record("d-4");
    expect(await fallback()).toBeUndefined();
  });

  test("changes nothing of that where it fails", async () => {
    await prove("d-2", spec, specOf({}));
    await record("d-2");
    await prove("d-3", spec);
    await record("d-3", { Error: "DeploymentFailed", Cause: "{}" });
    expect(await fallback()).toMatchObject({ deploymentId: "d-2" });
  });

  test("is none where its manifest does not ask for Spot", async () => {
    await prove("d-2", specOf({}));
    await record("d-2");
    expect(await fallback()).toBeUndefined();
  });
});

describe("what left Spot while it was deployed", () => {
  test("is told, and returns later: once, however often it is written down", async () => {
    const spot = specOf({ capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] });
    await prove("d-2", spot, specOf({}));
    const plan = (await store.deployments.plan("d-2")) ?? planOf({});
    const insteadOf = { deployment: "ecs-svc/2", at: 500, why: "1 of 3 tasks run" };
    const service = { ...plan.resources.service, insteadOf };
    await store.deployments.keepPlan("d-2", { ...plan, resources: { ...plan.resources, service } });
    await store.wishes.put({ kind: "spot", service: "orders", why: "no place", notBefore: 600, moves: 0 }, undefined);

    await record("d-2");
    await record("d-2");

    expect(await store.services.find("orders")).toMatchObject({ fallback: { deploymentId: "d-2" } });
    const notBefore = 500 + 3_600_000;
    expect(await store.wishes.list(10)).toMatchObject([{ kind: "spot", moves: 1, movedAt: 500, notBefore }]);
    const { decisions } = await store.decisions.list("orders");
    expect(decisions).toMatchObject([{ id: "spot-d-2", what: "run on demand for now, by deployment d-2" }]);
    expect(new Set(announced.map(({ id }) => id))).toContain("spot-d-2");
  });
});
