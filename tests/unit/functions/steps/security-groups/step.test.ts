import { describe, expect, test } from "@jest/globals";
import { createSecurityGroupsStep } from "../../../../../functions/steps/security-groups/step.ts";
import { contextOf, oursByOther } from "../contexts.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";
import { fakeSecurityGroups } from "../fakes/security-groups.ts";

const manifest = { port: 8080 };
const publicName = "fairway-orders-load-balancer";
const taskName = "fairway-orders-tasks";
const outputs = { "loadBalancerSecurityGroup.id": "sg-1", "taskSecurityGroup.id": "sg-3" };

function exactRules(groups: ReturnType<typeof fakeSecurityGroups>, publicId: string, taskId: string, port = 8080) {
  expect(groups.rules(publicName, "ingress")).toEqual(["tcp 80 0.0.0.0/0"]);
  expect(groups.rules(publicName, "egress")).toEqual([`tcp ${port} ${taskId}`]);
  expect(groups.rules(taskName, "ingress")).toEqual([`tcp ${port} ${publicId}`]);
  expect(groups.rules(taskName, "egress")).toEqual(["all 0.0.0.0/0"]);
}

describe("the security groups step", () => {
  test("makes both groups with exactly the planned rules, and once only", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(groups);

    const first = await step.apply(contextOf(manifest));
    const changes = groups.history.length;
    const second = await step.apply(contextOf(manifest));

    expect(first).toEqual({ did: "created", outputs });
    expect(second).toEqual(first);
    expect(groups.history).toHaveLength(changes);
    exactRules(groups, "sg-1", "sg-3");
  });

  test("closes a new load balancer's group before it opens it", async () => {
    const groups = fakeSecurityGroups();

    await createSecurityGroupsStep(groups).apply(contextOf(manifest));

    const half = groups.history.filter((state) =>
      new RegExp(`${publicName}: in \\[tcp 80 0.0.0.0/0\\] out \\[[^\\]]*all`).test(state),
    );
    expect(half).toEqual([]);
  });

  test.each(["create", "authorize", "revoke"] as const)("goes on after an answer of %s was lost", async (method) => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(losingAnswerOf(groups, method));

    await expect(step.apply(contextOf(manifest))).rejects.toMatchObject({ name: "Transient" });
    const result = await step.apply(contextOf(manifest));

    expect(result.did).toBe("created");
    expect(groups.all.size).toBe(2);
    exactRules(
      groups,
      result.outputs?.["loadBalancerSecurityGroup.id"] ?? "",
      result.outputs?.["taskSecurityGroup.id"] ?? "",
    );
  });

  test("takes away what someone opened, and opens again what someone closed", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(groups);
    await step.apply(contextOf(manifest));
    await groups.authorize("sg-3", "ingress", [{ ports: 22, peer: { cidr: "0.0.0.0/0" }, description: "" }]);
    await groups.revoke("sg-1", "ingress", [groups.all.get("sg-1")?.ingress[0]?.id ?? ""]);

    const result = await step.apply(contextOf(manifest, { deploymentId: "d-2" }));

    expect(result.did).toBe("updated");
    exactRules(groups, "sg-1", "sg-3");
  });

  test("opens the new port of a group in use before it closes the old one", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(groups);
    await step.apply(contextOf(manifest));
    const before = groups.history.length;

    await step.apply(contextOf({ port: 9090 }, { deploymentId: "d-2" }));

    const withoutAny = groups.history.slice(before).filter((state) => state.includes(`${taskName}: in []`));
    expect(withoutAny).toEqual([]);
    exactRules(groups, "sg-1", "sg-3", 9090);
  });

  test("refuses a group of the name that is not ours, and makes nothing beside it", async () => {
    const groups = fakeSecurityGroups();
    groups.add({ name: taskName });

    const applied = createSecurityGroupsStep(groups).apply(contextOf(manifest));

    await expect(applied).rejects.toMatchObject({ name: "Conflict", message: expect.stringContaining(taskName) });
    expect([...groups.all.values()].map(({ name }) => name)).toEqual([taskName]);
  });

  test("makes one group for a worker, open to nobody", async () => {
    const groups = fakeSecurityGroups();

    const result = await createSecurityGroupsStep(groups).apply(contextOf({ type: "worker" }));

    expect(result).toEqual({ did: "created", outputs: { "taskSecurityGroup.id": "sg-1" } });
    expect(groups.rules(taskName, "ingress")).toEqual([]);
  });

  test("does not end while EC2 does not show the rules as they were set", async () => {
    const groups = fakeSecurityGroups();
    const blind = { ...groups, authorize: async () => undefined };

    await expect(createSecurityGroupsStep(blind).apply(contextOf(manifest))).rejects.toMatchObject({
      name: "NotReady",
    });
  });

  test("waits for a group that exists but is not shown yet", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep({ ...groups, find: async () => [] });

    await expect(step.apply(contextOf(manifest))).rejects.toMatchObject({ name: "NotReady" });
    await expect(step.apply(contextOf(manifest))).rejects.toMatchObject({ name: "NotReady" });
    expect(groups.all.size).toBe(2);
  });

  test("undoes both groups although each names the other, also when only one was made", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(groups);
    await step.apply(contextOf(manifest));

    expect(await step.undo(contextOf(manifest))).toEqual({ did: "removed" });
    expect(await step.undo(contextOf(manifest, { outputs }))).toEqual({ did: "absent" });
    expect(groups.all.size).toBe(0);

    const half = createSecurityGroupsStep(losingAnswerOf(groups, "create"));
    await expect(half.apply(contextOf(manifest))).rejects.toThrow();
    await half.undo(contextOf(manifest));
    expect(groups.all.size).toBe(0);
  });

  test("undo says so where it sees one group of two: the other may not be shown yet", async () => {
    const groups = fakeSecurityGroups();
    await createSecurityGroupsStep(groups).apply(contextOf(manifest));
    const find = async (vpcId: string) => groups.find(vpcId, [taskName]);

    const result = await createSecurityGroupsStep({ ...groups, find })
      .undo(contextOf(manifest))
      .catch(() => undefined);
    await groups.revoke("sg-1", "egress", [groups.all.get("sg-1")?.egress[0]?.id ?? ""]);

    expect(result).toBeUndefined();
    expect(await createSecurityGroupsStep({ ...groups, find }).undo(contextOf(manifest))).toEqual({
      did: "removed",
      isPartial: true,
    });
  });

  test("undo leaves groups that were there before", async () => {
    const groups = fakeSecurityGroups();
    groups.add({ name: publicName, tags: oursByOther });
    groups.add({ name: taskName, tags: oursByOther });
    const step = createSecurityGroupsStep(groups);
    await step.apply(contextOf(manifest));

    expect(await step.undo(contextOf(manifest))).toEqual({ did: "absent" });
    expect(groups.all.size).toBe(2);
  });

  test("undo gives groups the rules back that the release before had, where that is known", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(groups);
    const first = contextOf(manifest, { deploymentId: "d-1" });
    await step.apply(first);
    const release = { plan: first.plan, outputs: {} };
    const second = contextOf({ port: 9090 }, { deploymentId: "d-2", previous: { taskDefinitionArn: "", release } });
    await step.apply(second);

    expect(await step.undo(second)).toEqual({ did: "updated" });
    exactRules(groups, "sg-1", "sg-3");
  });

  test("waits with the removal while a network interface carries a group, and then ends", async () => {
    const groups = fakeSecurityGroups();
    const step = createSecurityGroupsStep(groups);
    await step.apply(contextOf(manifest));
    groups.attached.add("sg-1");

    await expect(step.remove(contextOf(manifest))).rejects.toMatchObject({
      name: "NotReady",
      message: expect.stringContaining(publicName),
    });
    groups.attached.clear();
    expect(await step.remove(contextOf(manifest))).toEqual({ did: "removed" });
    expect(await step.remove(contextOf(manifest))).toEqual({ did: "absent" });
    expect(groups.all.size).toBe(0);
  });

  test("never removes a group that is not ours", async () => {
    const groups = fakeSecurityGroups();
    groups.add({ name: taskName, tags: { ...oursByOther, "fairway:service": "billing" } });

    expect(await createSecurityGroupsStep(groups).remove(contextOf(manifest))).toEqual({ did: "absent" });
    expect(groups.all.size).toBe(1);
  });
});
