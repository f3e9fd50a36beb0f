import { describe, expect, test } from "@jest/globals";
import { mostResumptions } from "../../shared/reactions/resumption.ts";
import { findWriters, reactors, sources, unknownWrites, wakesOf } from "./self-trigger/graph.ts";

/** Why what wakes a reactor comes to an end there. A chain ends where one of its links does. */
const ends = {
  tasks:
    "A task that was stopped by wish is ignored. One that crashes is kept, once; it lowers the count by a level, of which there are five, and a level waits two minutes for the next (back-off.ts).",
  spot: "A task is taken out once, and nothing is started for it: ECS does that.",
  placement: "It keeps one incident an hour, and one wish, by which a service is moved once an hour at most (spot.ts).",
  deployment:
    "It answers the one token that waits for the deployment, and takes the wait away; where nobody waits it does nothing.",
  execution: `An execution that ended by itself has recorded so, and is left alone; one that died is resumed ${mostResumptions} times at most.`,
  count: "It sets the count that is wanted, and nothing where that is so already: the count then is what was wanted.",
  scaler:
    "Of a service without scaling it does nothing. Of one with scaling it looks at the load, and sets the count only where that is away from the target, within its least and its most (scaling/decide.ts).",
  tick: "A look asks for one next look, and for none once the service sleeps; of several ticks only the one of the latest generation counts.",
  again:
    "A message that could not be done comes again, eight times in all, each later than the one before. Then it is a dead letter.",
  announcement:
    "It announces to people, to whom nothing of ours listens. Of itself it asks for one look at a window's end; where nothing was collected, the window is forgotten and no look is asked for.",
  chat: "It answers people, to whom nothing of ours listens. Of itself it asks for one look at a deployment that it shows, and for none once that has ended, or after a day (follow.ts).",
  warmUp: "It is asked to be warm, and does nothing (shared/steps/middleware.ts).",
  deadLetter: "It writes one item in the table, whose changes start nothing, and has no dead letters of its own.",
} as const;

const changesService = (...writes: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    writes.flatMap((write) => [
      [`${write} → event-deployment-state`, ends.deployment],
      [`${write} → event-desired-count`, ends.scaler],
      [`${write} → event-service-action`, ends.placement],
      [`${write} → event-spot-warning`, ends.spot],
      [`${write} → event-task-state`, ends.tasks],
    ]),
  );
const deadLetters = { "sqs:SendMessage → event-dead-letter": ends.deadLetter };
const announces = { "sqs:SendMessage → event-announcement": ends.announcement };
const tellsChat = { "sqs:SendMessage → chatops-work": ends.chat };
const startsMachines = { "states:StartExecution → event-execution-status": ends.execution };
const wantsCount = { "events:PutEvents → event-desired-count": ends.count };

/** Whom each function may wake, by which write, and why that ends. Whoever is not here wakes nobody. */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "chatops-work": {
    ...tellsChat,
    ...wantsCount,
    ...deadLetters,
    ...startsMachines,
    "states:SendTaskSuccess → event-execution-status": ends.execution,
    "states:StopExecution → event-execution-status": ends.execution,
  },
  "event-announcement": { ...announces, ...tellsChat, ...deadLetters },
  "event-command": {
    ...wantsCount,
    ...deadLetters,
    ...startsMachines,
    "states:SendTaskSuccess → event-execution-status": ends.execution,
    "states:StopExecution → event-execution-status": ends.execution,
  },
  "event-deployment-state": {
    ...announces,
    ...deadLetters,
    "states:SendTaskFailure → event-execution-status": ends.execution,
    "states:SendTaskSuccess → event-execution-status": ends.execution,
  },
  "event-desired-count": {
    ...changesService("ecs:UpdateService", "elasticloadbalancing:ModifyListener"),
    ...deadLetters,
    "cloudwatch:DeleteAlarms → event-desired-count": ends.scaler,
    "cloudwatch:PutMetricAlarm → event-desired-count": ends.scaler,
    "cloudwatch:SetAlarmState → event-desired-count": ends.scaler,
    "sqs:ChangeMessageVisibility → event-desired-count": ends.again,
    "sqs:SendMessage → event-desired-count": ends.tick,
  },
  "event-execution-status": {
    ...deadLetters,
    ...startsMachines,
    "states:StopExecution → event-execution-status": ends.execution,
  },
  "event-image-pushed": { ...deadLetters, ...startsMachines },
  "event-secret-changed": deadLetters,
  "event-service-action": { ...announces, ...deadLetters },
  "event-spot-warning": { ...announces, ...deadLetters },
  "event-task-state": { ...wantsCount, ...announces, ...deadLetters },
  "schedule-image-poll": { ...deadLetters, ...startsMachines },
  "schedule-reconcile": {
    ...wantsCount,
    ...announces,
    ...deadLetters,
    ...startsMachines,
    "lambda:InvokeFunction → event-task-state": ends.tasks,
    "sqs:SendMessage → event-desired-count": ends.count,
    "states:StopExecution → event-execution-status": ends.execution,
  },
  "schedule-wishes": { ...announces, ...deadLetters, ...startsMachines },
  "step-await-approval": { ...announces, "states:SendTaskSuccess → event-execution-status": ends.execution },
  "step-await-deployment": { "states:SendTaskSuccess → event-execution-status": ends.execution },
  "step-cluster": changesService("ecs:PutClusterCapacityProviders"),
  "step-listener": changesService("elasticloadbalancing:DeleteListener", "elasticloadbalancing:ModifyListener"),
  "step-load-balancer": changesService("elasticloadbalancing:SetSecurityGroups"),
  "step-prepare": { "lambda:InvokeFunction → event-deployment-state": ends.warmUp },
  "step-record": { ...wantsCount, ...announces },
  "step-security-groups": changesService(
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
  ),
  "step-service": changesService(
    "ecs:CreateService",
    "ecs:DeleteService",
    "ecs:StopServiceDeployment",
    "ecs:UpdateService",
  ),
  "step-target-group": changesService(
    "elasticloadbalancing:ModifyTargetGroup",
    "elasticloadbalancing:ModifyTargetGroupAttributes",
  ),
};

const writers = findWriters();

describe("no reaction triggers itself without an end", () => {
  test("the walk begins at every function that a rule, a schedule or a queue starts", () => {
    expect(reactors.length).toBeGreaterThanOrEqual(13);
    expect(reactors).toEqual(expect.arrayContaining(["event-task-state", "event-announcement", "schedule-reconcile"]));
    expect(writers).toEqual(expect.arrayContaining(["api-plan", "step-service", "step-record"]));
    expect(sources.filter((type) => type !== "AWS::SQS::Queue")).toEqual([]);
  });

  test.each(writers)("it is known what each write that %s may make causes", (name) => {
    expect(unknownWrites(name)).toEqual([]);
  });

  test.each(writers)("whom %s may wake is known, with the reason why that ends", (name) => {
    expect(wakesOf(name)).toEqual(Object.keys(allowed[name] ?? {}).sort());
  });

  test("nobody is on the list who is not there any more", () => {
    expect(Object.keys(allowed).filter((name) => !writers.includes(name))).toEqual([]);
  });

  test("what is pushed, rotated or sent as a command is never our own doing", () => {
    const woken = writers.flatMap((name) => wakesOf(name).map((wake) => wake.split(" → ")[1]));
    for (const name of ["event-image-pushed", "event-secret-changed", "event-command"])
      expect(woken).not.toContain(name);
  });
});
