import { describe, expect, test } from "@jest/globals";
import { createClusterStep } from "../../../../../functions/steps/cluster/step.ts";
import { contextOf } from "../contexts.ts";
import { fakeClusters } from "../fakes/clusters.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";

const foreign = { name: "fairway", arn: "arn:cluster/fairway", status: "ACTIVE", capacityProviders: [], tags: {} };
const ours = { ...foreign, tags: { "fairway:installation": "fairway", "fairway:deployment": "d-0" } };
const fargate = ["FARGATE", "FARGATE_SPOT"];

describe("the cluster step", () => {
  test("creates the cluster with both of Fargate's capacity providers, and once only", async () => {
    const clusters = fakeClusters();
    const step = createClusterStep(clusters);

    const first = await step.apply(contextOf());
    const second = await step.apply(contextOf());

    expect(first).toEqual({ did: "created", outputs: { "cluster.arn": "arn:cluster/fairway" } });
    expect(second).toEqual(first);
    expect(clusters.all.get("fairway")?.capacityProviders).toEqual(fargate);
    expect(clusters.calls).toEqual(["create"]);
  });

  test("goes on after the answer of CreateCluster was lost", async () => {
    const clusters = fakeClusters();
    const step = createClusterStep(losingAnswerOf(clusters, "create"));

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "Transient" });
    expect(await step.apply(contextOf())).toMatchObject({ did: "created" });
    expect(clusters.calls).toEqual(["create"]);
  });

  test("lets two first deployments at the same moment both succeed, the second on its next try", async () => {
    const step = createClusterStep(fakeClusters());
    const other = () => step.apply(contextOf({ name: "billing" }, { deploymentId: "d-2" }));

    const [first, second] = await Promise.allSettled([step.apply(contextOf()), other()]);

    expect(first).toMatchObject({ value: { did: "created", outputs: { "cluster.arn": "arn:cluster/fairway" } } });
    expect(second).toMatchObject({ reason: { name: "NotReady" } });
    expect(await other()).toEqual({ did: "kept", outputs: { "cluster.arn": "arn:cluster/fairway" } });
  });

  test("adds what its own cluster lacks, and keeps what others added", async () => {
    const clusters = fakeClusters({ ...ours, capacityProviders: ["gpu", "FARGATE"] });

    const result = await createClusterStep(clusters).apply(contextOf());

    expect(result.did).toBe("updated");
    expect(clusters.all.get("fairway")?.capacityProviders).toEqual(["gpu", "FARGATE", "FARGATE_SPOT"]);
    expect(clusters.all.get("fairway")?.tags["fairway:deployment"]).toBe("d-0");
  });

  test("uses a cluster of others as it is, and changes nothing on it", async () => {
    const clusters = fakeClusters({ ...foreign, capacityProviders: fargate });

    expect(await createClusterStep(clusters).apply(contextOf())).toMatchObject({ did: "kept" });
    expect(clusters.calls).toEqual([]);
  });

  test("refuses a cluster of others that lacks a capacity provider", async () => {
    const clusters = fakeClusters(foreign);

    const applied = createClusterStep(clusters).apply(contextOf());

    await expect(applied).rejects.toMatchObject({ name: "Conflict", message: expect.stringContaining("FARGATE") });
    expect(clusters.calls).toEqual([]);
  });

  test("creates anew where ECS still shows a deleted cluster, and waits while one is being deleted", async () => {
    const deleted = fakeClusters({ ...ours, status: "INACTIVE" });
    const leaving = fakeClusters({ ...ours, status: "DEPROVISIONING" });

    expect(await createClusterStep(deleted).apply(contextOf())).toMatchObject({ did: "created" });
    await expect(createClusterStep(leaving).apply(contextOf())).rejects.toMatchObject({ name: "NotReady" });
  });

  test("leaves the cluster where it is on undo and on remove", async () => {
    const clusters = fakeClusters();
    const step = createClusterStep(clusters);
    await step.apply(contextOf());

    expect(await step.undo(contextOf())).toEqual({ did: "kept" });
    expect(await step.remove(contextOf())).toEqual({ did: "kept" });
    expect(clusters.all.size).toBe(1);
  });
});
