import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createClusterStep } from "../../../functions/steps/cluster/step.ts";
import { createListenerStep } from "../../../functions/steps/listener/step.ts";
import { createLoadBalancerStep } from "../../../functions/steps/load-balancer/step.ts";
import { createLogGroupStep } from "../../../functions/steps/log-group/step.ts";
import { createSecurityGroupsStep } from "../../../functions/steps/security-groups/step.ts";
import { createServiceStep } from "../../../functions/steps/service/step.ts";
import { createTargetGroupStep } from "../../../functions/steps/target-group/step.ts";
import { createTaskDefinitionStep } from "../../../functions/steps/task-definition/step.ts";
import { DroppedAnswer, type Faults } from "../../../local/edge/faults.ts";
import { createClusters } from "../../../shared/aws/clusters.ts";
import { createGatherPorts } from "../../../shared/aws/gather-ports.ts";
import { createListeners } from "../../../shared/aws/listeners.ts";
import { createLoadBalancers } from "../../../shared/aws/load-balancers.ts";
import { createLogGroups } from "../../../shared/aws/log-groups.ts";
import { createSecurityGroups } from "../../../shared/aws/security-groups.ts";
import { createServices } from "../../../shared/aws/services.ts";
import { createTargetGroups } from "../../../shared/aws/target-groups.ts";
import { createTaskDefinitions } from "../../../shared/aws/task-definitions.ts";
import { createWakingTargetGroups } from "../../../shared/aws/waking-target-groups.ts";
import { NotReady, Transient } from "../../../shared/errors/errors.ts";
import { translate } from "../../../shared/errors/translate.ts";
import { gatherFacts } from "../../../shared/gather/facts.ts";
import { buildPlan } from "../../../shared/plan/build-plan.ts";
import { diffPlan } from "../../../shared/plan/diff.ts";
import type { Facts } from "../../../shared/plan/facts.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import type { Outputs, ResourceStep, StepAction, StepContext } from "../../../shared/steps/contract.ts";
import { installation, specOf } from "../../unit/shared/plan/fixtures.ts";
import { isWrite, type LocalAccount, localAccount } from "./local-account.ts";

let account: LocalAccount;
let steps: readonly ResourceStep[];
let facts: (manifest: Record<string, unknown>) => Promise<Facts>;

const registry = `${installation.account}.dkr.ecr.${installation.region}.amazonaws.com`;
const manifest = { image: `${registry}/hello:1`, port: 8080 };
const newer = { ...manifest, image: `${registry}/hello:2` };

async function open(faults: Faults = {}): Promise<void> {
  account = await localAccount(faults);
  const image = { folder: "/", command: ["true"], environment: {}, sizeInBytes: 1 };
  account.local.images.push("hello:1", { ...image, digest: `sha256:${"1".repeat(64)}` });
  account.local.images.push("hello:2", { ...image, digest: `sha256:${"2".repeat(64)}` });
  const of = (step: string) => account.clientsOf(step);
  const listener = await of("listener");
  steps = [
    createClusterStep(createClusters((await of("cluster")).ecs)),
    createSecurityGroupsStep(createSecurityGroups((await of("security-groups")).ec2)),
    createLogGroupStep(createLogGroups((await of("log-group")).logs)),
    createLoadBalancerStep(createLoadBalancers((await of("load-balancer")).loadBalancing)),
    createTargetGroupStep(createTargetGroups((await of("target-group")).loadBalancing)),
    createListenerStep(
      createListeners(listener.loadBalancing),
      createLoadBalancers(listener.loadBalancing),
      createWakingTargetGroups(listener.loadBalancing),
    ),
    createTaskDefinitionStep(createTaskDefinitions((await of("task-definition")).ecs)),
    createServiceStep(createServices((await of("service")).ecs)),
  ];
  const ports = createGatherPorts(await of("prepare"));
  facts = (wanted) => account.run(() => gatherFacts(specOf(wanted), installation, ports));
}

beforeEach(() => open());
afterEach(() => account.local.close());

/** One step, tried again as the machine would while that may help. */
async function runStep(step: ResourceStep, action: StepAction, context: StepContext) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await account.run(() => step[action](context));
    } catch (thrown) {
      const error = translate(thrown);
      if (!(error instanceof NotReady || error instanceof Transient)) throw error;
      await account.clock.advance(5_000);
    }
  }
  throw new Error(`${step.kind} was never ready`);
}

interface Deployed {
  readonly deploymentId: string;
  readonly plan: Plan;
  readonly outputs: Outputs;
  readonly did: Readonly<Record<string, string>>;
}

async function deploy(wanted: Record<string, unknown>, deploymentId: string): Promise<Deployed> {
  const found = await facts(wanted);
  const plan = buildPlan({ spec: specOf(wanted), facts: found, installation, deploymentId });
  let outputs: Outputs = {};
  const did: Record<string, string> = {};
  for (const step of steps) {
    const result = await runStep(step, "apply", { deploymentId, plan, outputs, now: account.clock.now });
    outputs = { ...outputs, ...result.outputs };
    did[step.kind] = result.did;
  }
  return { deploymentId, plan, outputs, did };
}

async function backwards(action: "undo" | "remove", context: Partial<StepContext> & Omit<Deployed, "did">) {
  const did: Record<string, string> = {};
  for (const step of steps.toReversed()) {
    did[step.kind] = (await runStep(step, action, { ...context, now: account.clock.now })).did;
  }
  return did;
}

const settled = () => account.clock.advance(120_000);

async function differences(wanted: Record<string, unknown>, plan: Plan): Promise<unknown[]> {
  return diffPlan(plan, await facts(wanted)).filter(({ action }) => action !== "keep");
}

const existing = async (wanted: Record<string, unknown>): Promise<string[]> => {
  const { service, vpc, subnets, image, ...found } = await facts(wanted);
  return Object.keys(service?.status === "ACTIVE" ? { service, ...found } : found).sort();
};

describe("the steps on the local cloud, each with the role of its function", () => {
  test("make everything as planned, and a second run changes nothing", async () => {
    const first = await deploy(manifest, "d-1");
    expect(Object.values(first.did)).toEqual(steps.map(() => "created"));
    expect(await differences(manifest, first.plan)).toEqual([]);

    await settled();
    expect((await facts(manifest)).service?.deployments).toMatchObject([
      { id: first.outputs["service.deploymentId"], rolloutState: "COMPLETED", runningCount: 1 },
    ]);
    const writes = account.writes().length;
    const again = await deploy(manifest, "d-1");
    expect(again.outputs).toEqual({ ...first.outputs, "service.shownAt": expect.any(String) });
    expect(account.writes().slice(writes)).toEqual([]);
  });

  test("make everything once although the answer of every first write is lost", async () => {
    await account.local.close();
    const lost = new Set<string>();
    await open({
      after: ({ principal, operation, input }) => {
        const call = `${operation} ${JSON.stringify(input)}`;
        if (principal.kind !== "role" || !isWrite(operation) || lost.has(call)) return;
        lost.add(call);
        throw new DroppedAnswer();
      },
    });

    const { plan } = await deploy(manifest, "d-1");

    expect(lost.size).toBeGreaterThan(10);
    expect(await differences(manifest, plan)).toEqual([]);
    expect((await facts(manifest)).service?.deployments).toHaveLength(1);
    expect((await facts(manifest)).taskDefinition?.revision).toBe(1);
  });

  test("redeploy by one RegisterTaskDefinition and one UpdateService", async () => {
    await deploy(manifest, "d-1");
    await settled();
    const writes = account.writes().length;

    const second = await deploy(newer, "d-2");
    await settled();

    expect(account.writes().slice(writes)).toEqual(["RegisterTaskDefinition", "UpdateService"]);
    const { service } = await facts(newer);
    expect(service?.deployments).toMatchObject([
      { id: second.outputs["service.deploymentId"], rolloutState: "COMPLETED" },
    ]);
  });

  test("repair what was changed by hand", async () => {
    const { plan, outputs } = await deploy(manifest, "d-1");
    const { call } = account.local.edge;
    const [publicGroup = "", taskGroup = ""] = [
      outputs["loadBalancerSecurityGroup.id"],
      outputs["taskSecurityGroup.id"],
    ];
    const world = { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
    const LoadBalancerArn = outputs["loadBalancer.arn"];
    await account.run(async () => {
      await call("ec2", "AuthorizeSecurityGroupIngress", { GroupId: taskGroup, IpPermissions: [world] });
      await call("elbv2", "SetSecurityGroups", { LoadBalancerArn, SecurityGroups: [publicGroup, taskGroup] });
      await call("elbv2", "ModifyListener", {
        ListenerArn: outputs["httpListener.arn"],
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "503" } }],
      });
      await call("logs", "PutRetentionPolicy", { logGroupName: plan.resources.logGroup.name, retentionInDays: 1 });
    });
    expect(await differences(manifest, plan)).toHaveLength(4);

    await deploy(manifest, "d-2");

    expect(await differences(manifest, plan)).toEqual([]);
  });

  test("move a service to another port without closing the old one before the plan after it", async () => {
    await deploy(manifest, "d-1");
    await settled();
    const moved = { ...manifest, port: 9090 };
    const during = await deploy(moved, "d-2");
    const ports = async () => (await facts(moved)).taskSecurityGroup?.ingress.map(({ fromPort }) => fromPort).sort();
    expect(await ports()).toEqual([8080, 9090]);
    expect(await differences(moved, during.plan)).toEqual([]);

    await settled();
    await deploy(moved, "d-3");

    expect(await ports()).toEqual([9090]);
  });

  test("serve by HTTPS once there is a certificate, and by HTTP again without", async () => {
    await deploy(manifest, "d-1");
    const { CertificateArn: certificateArn } = await account.run(() =>
      account.local.edge.call("acm", "RequestCertificate", { DomainName: "orders.example", ValidationMethod: "DNS" }),
    );
    const secure = { ...manifest, https: { certificateArn } };
    await settled();
    expect((await facts(secure)).certificate?.status).toBe("ISSUED");

    const second = await deploy(secure, "d-2");
    expect(await differences(secure, second.plan)).toEqual([]);

    const third = await deploy(manifest, "d-3");
    expect(await differences(manifest, third.plan)).toEqual([]);
    expect(await existing(manifest)).not.toContain("httpsListener");
  });

  test("change a person's own tags in place, without a deployment of ECS", async () => {
    const first = await deploy({ ...manifest, tags: { team: "shop" } }, "d-1");
    await settled();
    const retagged = { ...manifest, tags: { team: "orders" } };
    expect(await differences(retagged, (await deploy(retagged, "d-2")).plan)).toEqual([]);

    const { service, loadBalancer } = await facts(retagged);
    expect(service?.deployments).toMatchObject([{ id: first.outputs["service.deploymentId"] }]);
    expect(loadBalancer?.tags).toMatchObject({ team: "orders", "fairway:deployment": "d-1" });
  });

  test("undo a first deployment to nothing but its cluster and its logs, wherever it stopped", async () => {
    for (const stop of steps.keys()) {
      const deploymentId = `d-${stop}`;
      const plan = buildPlan({ spec: specOf(manifest), facts: await facts(manifest), installation, deploymentId });
      let outputs: Outputs = {};
      for (const step of steps.slice(0, stop + 1)) {
        const result = await runStep(step, "apply", { deploymentId, plan, outputs, now: account.clock.now });
        outputs = { ...outputs, ...result.outputs };
      }
      await backwards("undo", { deploymentId, plan, outputs: stop % 2 === 0 ? outputs : {} });

      expect((await existing(manifest)).filter((name) => name !== "cluster" && name !== "logGroup")).toEqual([]);
    }
  });

  test("leave a port open on undo until the release before serves again", async () => {
    const first = await deploy(manifest, "d-1");
    await settled();
    const second = await deploy({ ...newer, port: 9090 }, "d-2");
    await settled();
    const taskDefinitionArn = first.outputs["taskDefinition.arn"] ?? "";
    const serviceStep = steps.find(({ kind }) => kind === "service") as ResourceStep;

    const previous = { taskDefinitionArn, release: { plan: first.plan, outputs: first.outputs } };
    await runStep(serviceStep, "undo", { ...second, previous, now: account.clock.now });

    const { service, taskSecurityGroup } = await facts(manifest);
    expect(service?.deployments.filter(({ status }) => status === "PRIMARY")).toMatchObject([
      { taskDefinitionArn, rolloutState: "COMPLETED" },
    ]);
    expect(taskSecurityGroup?.ingress.map(({ fromPort }) => fromPort)).toContain(9090);
  });

  test("undo a redeployment to the release before", async () => {
    const first = await deploy(manifest, "d-1");
    await settled();
    const moved = { ...newer, port: 9090, healthCheck: { path: "/ready" } };
    const second = await deploy(moved, "d-2");
    const taskDefinitionArn = first.outputs["taskDefinition.arn"] ?? "";

    await settled();
    await backwards("undo", { ...second, previous: { taskDefinitionArn, release: first } });
    await settled();

    expect(await differences(manifest, first.plan)).toEqual([]);
    const { service, taskDefinition } = await facts(manifest);
    expect(service?.deployments).toHaveLength(1);
    expect(taskDefinition?.arn).toBe(taskDefinitionArn);
  });

  test("remove everything but the cluster and the logs, and may do so twice", async () => {
    const { did, ...deployment } = await deploy(manifest, "d-1");
    await settled();
    await deploy(newer, "d-2");
    await settled();

    const removed = await backwards("remove", { ...deployment, outputs: {} });
    const again = await backwards("remove", { ...deployment, outputs: {} });

    expect(await existing(manifest)).toEqual(["cluster", "logGroup"]);
    expect(removed).toMatchObject({ "load-balancer": "removed", "security-groups": "removed", cluster: "kept" });
    expect(again).toMatchObject({
      "load-balancer": "absent",
      "security-groups": "absent",
      "task-definition": "absent",
    });
  });

  test("deploy again right after a removal", async () => {
    const { did, ...deployment } = await deploy(manifest, "d-1");
    await backwards("remove", deployment);

    const again = await deploy(manifest, "d-2");
    await settled();

    expect(again.did.service).toBe("created");
    expect((await facts(manifest)).service?.runningCount).toBe(1);
  });

  test("make a worker without anything public", async () => {
    const worker = { type: "worker", image: manifest.image };
    await deploy(worker, "d-1");

    const made = ["cluster", "logGroup", "service", "taskDefinition", "taskSecurityGroup"];
    expect(await existing(worker)).toEqual(made);
  });
});
