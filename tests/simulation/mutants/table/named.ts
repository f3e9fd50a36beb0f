import { at, story } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

const named = (mutant: Omit<Mutant, "kind"> & { readonly report: string }): Mutant => ({ kind: "named", ...mutant });

/** Bugs that users of tools of this kind have reported, and that would be possible here. */
export const namedMutants: readonly Mutant[] = [
  named({
    name: "waits-for-hours",
    report: "aws/copilot-cli#1180, #1369: a deployment waits for three hours, and cannot be deployed over",
    guards: "A deployment that ECS never ends is waited for until its execution runs out of time.",
    edits: [
      {
        file: "functions/steps/await-deployment/step.ts",
        from: 'if (clock.now() < deadline) return { did: "waiting" };',
        to: 'if (clock.now() >= 0) return { did: "waiting" };',
      },
      { file: "shared/aws/service-shape.ts", from: 'type: "COUNT", value: 3', to: 'type: "COUNT", value: 1000' },
    ],
  }),
  named({
    name: "breaker-needs-too-many",
    report: "aws/copilot-cli#2608, aws/containers-roadmap#1247: the circuit breaker takes up to an hour",
    guards: "ECS tries a broken release until the deadline, and the cause is not told.",
    edits: [{ file: "shared/aws/service-shape.ts", from: 'type: "COUNT", value: 3', to: 'type: "COUNT", value: 1000' }],
  }),
  named({
    name: "breaker-is-off",
    report: "aws/containers-roadmap#1206: the circuit breaker never trips",
    guards: "ECS never gives a broken deployment up.",
    edits: [{ file: "shared/aws/service-shape.ts", from: "  enable: true,", to: "  enable: false," }],
  }),
  named({
    name: "rolled-back-is-green",
    report:
      "aws-actions/amazon-ecs-deploy-task-definition#494, aws/containers-roadmap#1369: rolled back, and reported a success",
    guards: "Whatever deployment of ECS is completed counts as ours.",
    aim: "container",
    edits: [
      {
        file: "shared/reactions/rollout.ts",
        from: "const deployment = service?.deployments.find(({ id }) => id === ecsDeploymentId);",
        to: 'const deployment = service?.deployments.find(({ status }) => status === "PRIMARY");',
      },
      {
        file: "functions/steps/verify/step.ts",
        from: "if (findings.length === 0) return",
        to: "if (findings.length >= 0) return",
      },
    ],
  }),
  named({
    name: "an-earlier-failure-counts",
    report: "alchemy-run/alchemy#1650: an earlier deployment's failure makes the next one look failed",
    guards: "A deployment fails for one of ECS's that is not its own.",
    edits: [
      {
        file: "shared/reactions/rollout.ts",
        from: 'if (deployment.rolloutState === "FAILED") {',
        to: 'if (service.deployments.some(({ rolloutState }) => rolloutState === "FAILED")) {',
      },
    ],
  }),
  named({
    name: "two-updates-a-deploy",
    report: "kayac/ecspresso#929: two UpdateService in a deploy make two deployments, and the wait fails",
    guards: "A step that is tried again starts another deployment of ECS.",
    aim: "ecs:UpdateService",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: '!match.differences.some(({ field }) => !field.startsWith("tags."))',
        to: "match.differences.length < 0",
      },
      {
        file: "functions/steps/service/step.ts",
        from: "...(isToBeReplaced && { forceNewDeployment: true }),",
        to: "forceNewDeployment: true,",
      },
    ],
  }),
  named({
    name: "healthy-tasks-go-first",
    report: "aws/copilot-cli#4838: the healthy tasks of the old version are stopped before others run",
    guards: "A deployment or a way back may leave no healthy task.",
    edits: [
      {
        file: "shared/plan/resources/tasks.ts",
        from: "minimumHealthyPercent: spec.minimumHealthyPercent,",
        to: "minimumHealthyPercent: 0,",
      },
      {
        file: "shared/plan/resources/tasks.ts",
        from: "maximumPercent: spec.maximumPercent,",
        to: "maximumPercent: 100,",
      },
    ],
  }),
  named({
    name: "count-reset-by-deploy",
    report: "aws/aws-cdk#3919, #11299, #5215: each deploy resets the desired count",
    guards: "A redeploy writes the desired count of the manifest over whoever scaled.",
    edits: [
      {
        file: "shared/aws/services.ts",
        from: "          ...toServiceSettings(changes),",
        to: "          desiredCount: 1,\n          ...toServiceSettings(changes),",
      },
    ],
  }),
  named({
    name: "old-revisions-destroyed",
    report: "hashicorp/terraform-provider-aws#258, #632: the revision to go back to is deregistered",
    guards: "Undoing takes revisions that this deployment did not make.",
    aim: "step-service",
    edits: [
      {
        file: "functions/steps/task-definition/step.ts",
        from: "return removeAll(await findOwn(context, await newest(context)));",
        to: "return removeAll(await newest(context));",
      },
    ],
  }),
  named({
    name: "group-in-use-is-final",
    report: "hashicorp/terraform-provider-aws#1671, #13228: DependencyViolation while a network interface lingers",
    guards: "A security group that something still carries is given up at once.",
    edits: [
      { file: "shared/aws/security-groups.ts", from: 'DependencyViolation: "in-use" as const,', to: "" },
      { file: "shared/errors/translate.ts", from: '  "DependencyViolation",\n', to: "" },
    ],
  }),
  named({
    name: "groups-name-each-other",
    report: "hashicorp/terraform-provider-aws#40: two security groups that name each other cannot be deleted",
    guards: "Groups are deleted while rules still name them.",
    edits: [
      {
        file: "functions/steps/security-groups/remove.ts",
        from: "if (ids.length > 0) await securityGroups.revoke(group.id, direction, ids);",
        to: "if (ids.length < 0) await securityGroups.revoke(group.id, direction, ids);",
      },
    ],
  }),
  named({
    name: "target-group-without-load-balancer",
    report:
      "hashicorp/terraform-provider-aws#3495, aws/containers-roadmap#1868: the target group has no associated load balancer",
    guards: "The service is made before the listener.",
    machine: [{ machine: "deploy", state: "Public Side", change: { kind: "next", next: "It Is Not Public" } }],
  }),
  named({
    name: "first-deploy-is-left-half-made",
    report: "aws/copilot-cli#2874, #5586: the first deployment fails, and there is nothing to roll back to",
    guards: "What a failed first deployment made is left standing.",
    machine: [
      { machine: "deploy", state: "Service", change: { kind: "caught", next: "Record Failure" } },
      { machine: "deploy", state: "Await Deployment", change: { kind: "caught", next: "Record Failure" } },
    ],
  }),
  named({
    name: "crash-leaves-a-half-made-saga",
    report: "sieve-project/sieve (46 bugs of controllers): a crash between the call and its record",
    guards: "Undoing takes back only what a step wrote down as made.",
    aim: "denied at step-",
    edits: [
      {
        file: "shared/steps/resource-step.ts",
        from: "const result = await step[input.action](context);",
        to: 'if (input.action === "undo" && deployment.steps.find((one) => one.kind === step.kind && one.action === "apply")?.status !== "SUCCEEDED") return { did: "absent" };\n    const result = await step[input.action](context);',
      },
    ],
  }),
  named({
    name: "event-falls-between",
    report:
      "aws/aws-toolkit-vscode#293 and the like: the deployment ended before anyone waited for it, and is waited for",
    guards: "ECS is looked at before the token is kept, and never again.",
    edits: [
      {
        file: "functions/steps/await-deployment/step.ts",
        from: "const verdict = judge(rollout, ecsDeploymentId, stopped);",
        to: 'const verdict = judge(rollout.state === "completed" ? { state: "running", reason: "it waits for the event" } : rollout, ecsDeploymentId, stopped);',
      },
    ],
    aim: "event-lost",
  }),
  named({
    name: "events-in-a-loop",
    report:
      "aws-samples/ecs-refarch-task-rebalancing#12, 380 invocations a second elsewhere: an action triggers itself",
    guards: "The end of an execution starts another one, for ever.",
    edits: [
      {
        file: "functions/events/execution-status/reactor.ts",
        from: "if ((deployment.resumptions ?? 0) >= mostResumptions)",
        to: "if (mostResumptions < 0)",
      },
      { file: "shared/reactions/resumption.ts", from: 'if (resumptions >= mostResumptions) return "failure";', to: "" },
      {
        file: "shared/reactions/resumption.ts",
        from: "if (resumptions > mostResumptions)",
        to: "if (mostResumptions < 0)",
      },
    ],
    hunt: story("redeploy", at("step-record", "dynamodb:UpdateItem", "denied", 86_400)),
  }),
  named({
    name: "stranger-is-adopted",
    report: "aws/containers-roadmap, DuplicateTargetGroupName and the like: what has the name is taken for one's own",
    guards: "A resource of our name that someone else made is changed and deleted.",
    edits: [
      {
        file: "shared/plan/names.ts",
        from: "return tags[tagKeys.installation] === installation && tags[tagKeys.service] === service;",
        to: "return true;",
      },
    ],
  }),
  named({
    name: "half-open-group",
    report: "facts of EC2: a new group lets everything out, and is open before it is closed",
    guards: "A new group is opened before it is closed.",
    edits: [
      { file: "functions/steps/security-groups/rules.ts", from: "groups.filter(({ isNew }) => isNew),", to: "[]," },
      { file: "functions/steps/security-groups/rules.ts", from: "groups.filter(({ isNew }) => !isNew),", to: "[]," },
    ],
  }),
  named({
    name: "tasks-group-on-the-load-balancer",
    report: "the mistake of many modules: one security group for the load balancer and its tasks",
    guards: "The load balancer carries the tasks' group.",
    edits: [
      {
        file: "shared/plan/resources/load-balancing.ts",
        from: 'securityGroups: [reference("loadBalancerSecurityGroup", "id")],',
        to: 'securityGroups: [reference("loadBalancerSecurityGroup", "id"), reference("taskSecurityGroup", "id")],',
      },
    ],
  }),
];
