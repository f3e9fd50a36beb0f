import { describe, expect, test } from "@jest/globals";
import { decideVerification, proofOf } from "../../../../../functions/steps/verify/decide.ts";
import type { Observation } from "../../../../../functions/steps/verify/observation.ts";
import type { Outputs } from "../../../../../shared/steps/contract.ts";
import { appliedFacts, appliedOutputs, digest, emptyFacts, planOf } from "../../../shared/plan/fixtures.ts";

const plan = planOf({ port: 8080 });
const worker = planOf({ type: "worker" });
const outputs: Outputs = { ...appliedOutputs, "service.deploymentId": "ecs-svc/1" };
const revision = outputs["taskDefinition.arn"] as string;

/** Everything as it should be. */
function proven(of = plan): Observation {
  const facts = appliedFacts(of);
  const deployment = {
    id: "ecs-svc/1",
    status: "PRIMARY",
    taskDefinitionArn: revision,
    rolloutState: "COMPLETED",
    desiredCount: 7,
    runningCount: 7,
    failedTasks: 0,
  };
  const task = {
    arn: "task-1",
    lastStatus: "RUNNING",
    taskDefinitionArn: revision,
    containers: [{ name: "orders", imageDigest: digest }],
  };
  const seen: Observation = {
    found: { ...facts, service: { ...present(facts.service), deployments: [deployment] } },
    tasks: [task],
    images: [{ taskDefinitionArn: revision, container: "orders", digest }],
    interfaces: [
      { id: "eni-1", description: "arn:aws:ecs:us-east-1:123456789012:attachment/1", securityGroupIds: ["sg-tasks"] },
    ],
  };
  if (of.type === "worker") return seen;
  return {
    ...seen,
    interfaces: [
      ...seen.interfaces,
      { id: "eni-2", description: "ELB app/fairway-orders/1", securityGroupIds: ["sg-public"] },
    ],
    targets: [{ target: "10.0.0.1:8080", state: "healthy" }],
    answer: { kind: "status", status: 200 },
  };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("missing in the fixture");
  return value;
}

const findings = (seen: Observation, of = plan) => decideVerification(of, outputs, seen);
const withFound = (change: (seen: Observation["found"]) => Partial<Observation["found"]>): Observation => {
  const seen = proven();
  return { ...seen, found: { ...seen.found, ...change(seen.found) } };
};

describe("verification", () => {
  test("finds nothing where all is as planned", () => {
    expect(findings(proven())).toEqual([]);
    expect(findings(proven(worker), worker)).toEqual([]);
  });

  test("finds the load balancer with the tasks' group", () => {
    const seen = withFound(({ loadBalancer }) => ({
      loadBalancer: { ...present(loadBalancer), securityGroupIds: ["sg-public", "sg-tasks"] },
    }));
    expect(findings(seen)).toContainEqual({
      kind: "wrong",
      message: "the load balancer fairway-orders carries the tasks' group sg-tasks",
    });
  });

  test.each([
    ["the load balancer's", "ELB app/fairway-orders/1", ["sg-public", "sg-tasks"]],
    ["the load balancer's", "ELB app/fairway-orders/1", ["sg-foreign"]],
    ["a task's", "arn:aws:ecs:us-east-1:123456789012:attachment/1", ["sg-tasks", "sg-open"]],
  ])("finds a wrong group on %s network interface (%s)", (whose, description, securityGroupIds) => {
    const seen = { ...proven(), interfaces: [{ id: "eni-9", description, securityGroupIds }] };
    expect(findings(seen)).toMatchObject([
      { kind: "wrong", message: expect.stringContaining(`${whose} network interface eni-9`) },
    ]);
  });

  test("leaves a person's own interface alone", () => {
    const own = { id: "eni-9", description: "debugging", securityGroupIds: ["sg-tasks", "sg-mine"] };
    expect(findings({ ...proven(), interfaces: [own] })).toEqual([]);
  });

  test("finds a tasks' group that lets others in", () => {
    const seen = withFound(({ taskSecurityGroup }) => {
      const group = present(taskSecurityGroup);
      const open = { id: "sgr-x", protocol: "tcp", fromPort: 8080, toPort: 8080, peer: { cidr: "0.0.0.0/0" } };
      return { taskSecurityGroup: { ...group, ingress: [...group.ingress, open] } };
    });
    expect(findings(seen)).toMatchObject([{ kind: "wrong", message: expect.stringContaining("taskSecurityGroup") }]);
  });

  test("finds that another release runs than ours", () => {
    const other = withFound(({ service }) => ({
      service: {
        ...present(service),
        taskDefinitionArn: "orders:1",
        deployments: present(service).deployments.map((one) => ({ ...one, status: "ACTIVE", rolloutState: "FAILED" })),
      },
    }));
    const messages = findings(other).map(({ message }) => message);
    expect(messages).toContain("ECS shows our deployment ecs-svc/1 as ACTIVE, FAILED");
    expect(messages).toContain(`the service runs orders:1, and ${revision} was deployed`);
    const gone = withFound(({ service }) => ({ service: { ...present(service), deployments: [] } }));
    expect(findings(gone)).toMatchObject([{ kind: "wrong", message: "ECS does not show our deployment ecs-svc/1" }]);
  });

  test("finds a task that runs another digest", () => {
    const [task] = proven().tasks;
    const other = { ...present(task), containers: [{ name: "orders", imageDigest: "sha256:other" }] };
    expect(findings({ ...proven(), tasks: [other] })).toMatchObject([
      { kind: "wrong", message: `task task-1 runs sha256:other, and ${digest} was deployed` },
    ]);
    const draining = { ...other, taskDefinitionArn: "orders:0" };
    expect(findings({ ...proven(), tasks: [draining] })).toEqual([]);
  });

  test("takes the digest of a task's own platform, as ECS resolved it, for that of the image of several", () => {
    const [task] = proven().tasks;
    const [image] = proven().images;
    const platform = `sha256:${"9".repeat(64)}`;
    const seen = {
      ...proven(),
      tasks: [{ ...present(task), containers: [{ name: "orders", imageDigest: platform }] }],
      images: [{ ...present(image), digest: platform }],
    };
    expect(findings(seen)).toEqual([]);
  });

  test.each([
    [
      "a load balancer that is provisioning",
      withFound(({ loadBalancer }) => ({ loadBalancer: { ...present(loadBalancer), state: "provisioning" } })),
    ],
    ["targets that are not healthy", { ...proven(), targets: [{ target: "10.0.0.1:8080", state: "initial" }] }],
    ["a URL that is not resolved yet", { ...proven(), answer: { kind: "unreachable", reason: "ENOTFOUND" } as const }],
    ["a load balancer that answers for its tasks", { ...proven(), answer: { kind: "status", status: 503 } as const }],
  ])("waits for %s", (_name, seen) => {
    expect(findings(seen)).toMatchObject([{ kind: "wait" }]);
  });

  test("takes any answer of a task for an answer", () => {
    expect(findings({ ...proven(), answer: { kind: "status", status: 404 } })).toEqual([]);
  });

  test("asks for no answer where nothing should run", () => {
    const seen = withFound(({ service }) => ({ service: { ...present(service), desiredCount: 0 } }));
    expect(findings({ ...seen, targets: [], answer: { kind: "status", status: 503 } })).toEqual([]);
  });

  test("waits for the task of a service that sleeps, which its own request wakes", () => {
    const seen = withFound(({ service }) => ({ service: { ...present(service), desiredCount: 0 } }));
    const asleep = { ...seen, targets: [], answer: { kind: "status", status: 503 }, sleeps: true } as const;

    expect(findings(asleep)).toMatchObject([{ kind: "wait", message: expect.stringContaining("sleeps") }]);
  });

  test("does not mind what others did to the shared cluster", () => {
    const seen = withFound(({ cluster }) => ({ cluster: { ...present(cluster), capacityProviders: [] } }));
    expect(findings(seen)).toEqual([]);
  });
});

describe("what is proved", () => {
  const digestOf = (of: typeof plan, seen: Observation) => proofOf(of, outputs, seen)["taskDefinition.imageDigest"];

  test("is the planned digest, else what ECS resolved, else what runs", () => {
    const own = { ...emptyFacts, image: { reference: "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1", digest } };
    const byDigest = planOf({ port: 8080 }, own);
    expect(digestOf(byDigest, { ...proven(), images: [], tasks: [] })).toBe(digest);
    const resolved = [{ taskDefinitionArn: revision, container: "orders", digest: "sha256:r" }];
    expect(digestOf(plan, { ...proven(), images: resolved })).toBe("sha256:r");
    expect(digestOf(plan, { ...proven(), images: [] })).toBe(digest);
    expect(digestOf(plan, { ...proven(), images: [], tasks: [] })).toBeUndefined();
  });

  test("is nothing of what no task runs, where none is wanted", () => {
    const asleep = withFound(({ service }) => ({ service: { ...present(service), desiredCount: 0 } }));
    const provenBy = (seen: Observation) => proofOf(plan, outputs, seen)["service.provenBy"];
    expect(provenBy({ ...asleep, tasks: [] })).toBe("no-task");
    expect(provenBy({ ...asleep, tasks: [{ ...asleep.tasks[0], taskDefinitionArn: "another:1" } as never] })).toBe(
      "no-task",
    );
    // The last one is about to stop, and has shown that it starts.
    expect(provenBy(asleep)).toBeUndefined();
    expect(provenBy(proven())).toBeUndefined();
  });
});
