import * as z from "zod";
import { causes, confidences } from "../../shared/incidents/cause.ts";
import { manifestSchema } from "../../shared/model/manifest-schema.ts";
import { resourceOrder } from "../../shared/plan/diff.ts";
import { stepKinds } from "../../shared/steps/contract.ts";
import { decisionMakers } from "../../shared/store/decisions.ts";
import { endStatuses, runningStatuses } from "../../shared/store/deployment.ts";
import { releaseResults } from "../../shared/store/releases.ts";
import { roles } from "../../shared/store/tokens.ts";

/**
 * What the HTTP API answers, for its documentation. The functions answer what `shared/http/views.ts` makes, and parse
 * none of this: the tests of the API hold each answer to its schema.
 */
const time = (description: string) => z.iso.datetime().meta({ description });
const nextCursor = z.string().optional().meta({ description: "Where the next page begins; absent on the last." });
const door = z.enum(["http", "events", "slack", "reconcile"]).meta({ description: "How it was asked for." });

const fieldProblem = z.strictObject({
  field: z.string().meta({
    description: "As it was sent: `healthCheck.path`, `limit`; empty where the body as a whole is meant.",
  }),
  message: z.string().meta({ description: "What is wrong with it and what to do." }),
});

export const Problem = z
  .strictObject({
    type: z.string().meta({ description: "`about:blank`: the status says what kind of problem it is." }),
    title: z.string().meta({ description: "The status in words." }),
    status: z.int().meta({ description: "The status of the answer." }),
    detail: z.string().meta({ description: "What is wrong and what to do." }),
    problems: z.array(fieldProblem).optional().meta({ description: "The same field by field, where it can be." }),
    deploymentId: z.string().optional().meta({ description: "The deployment that stands in the way." }),
  })
  .meta({ description: "An error, as RFC 9457 writes it." });

const deploymentError = {
  name: z.string().meta({ description: "Which kind of error: `DeploymentFailed`, `Refused`, `States.Timeout`." }),
  message: z.string().meta({ description: "What went wrong and what to do." }),
  problems: z.array(fieldProblem).optional().meta({ description: "The same field by field, where it can be." }),
};

const step = z.strictObject({
  kind: z.enum(stepKinds).meta({ description: "What it is about." }),
  action: z.enum(["apply", "undo", "remove"]).meta({
    description: "apply makes it as planned, undo takes back what this deployment made, remove deletes it.",
  }),
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED"]).meta({ description: "How far it is." }),
  did: z
    .enum(["created", "updated", "kept", "removed", "absent"])
    .optional()
    .meta({ description: "What it did, once it is done; absent: there was nothing to take back or remove." }),
  startedAt: time("When it began."),
  endedAt: time("When it ended.").optional(),
  error: z
    .strictObject(deploymentError)
    .optional()
    .meta({ description: "Why it is tried again, while it runs; why it failed, once it has." }),
});

const change = z.strictObject({
  resource: z.enum(resourceOrder).meta({ description: "What would change." }),
  name: z.string().meta({ description: "Its name in AWS; a listener's is its port." }),
  action: z.enum(["create", "keep", "update", "replace", "remove", "conflict"]).meta({
    description: "conflict: what is there is not ours, and a person must decide.",
  }),
  differences: z
    .array(
      z.strictObject({
        field: z.string().meta({ description: "The plan's own path: `healthCheck.intervalSeconds`." }),
        desired: z.unknown().optional().meta({ description: "As planned." }),
        actual: z.unknown().optional().meta({ description: "As it is." }),
      }),
    )
    .meta({ description: "What is not as planned." }),
  message: z.string().optional().meta({ description: "What stands in the way of it." }),
});

const priceItem = z.strictObject({
  item: z.string().meta({ description: "What is paid for." }),
  quantity: z.number().meta({ description: "How many." }),
  dollarsEach: z.number().meta({ description: "A month, for one." }),
  dollars: z.number().meta({ description: "A month, for all." }),
});

const price = z.strictObject({
  currency: z.string().meta({ description: "USD." }),
  region: z.string().meta({ description: "The region whose prices these are." }),
  hours: z.number().meta({ description: "Hours in a month." }),
  items: z.array(priceItem).meta({ description: "What is paid for." }),
  dollars: z.number().meta({ description: "The sum." }),
  notes: z.array(z.string()).meta({ description: "What is not in the sum." }),
  source: z.string().meta({ description: "Where the prices are from." }),
});

const approval = z
  .strictObject({
    needed: z.boolean().meta({ description: "Whether someone has to approve it; false where the glass was broken." }),
    brokenBy: z.string().optional().meta({ description: "Who broke the glass, so that it goes without an approval." }),
    reason: z.string().optional().meta({ description: "Why it could not wait for its approval." }),
    approver: z.enum(roles).optional().meta({ description: "The least role of who may approve it." }),
    expiresAt: time("Until when it may be approved.").optional(),
    approved: z
      .strictObject({
        by: z.string().meta({ description: "Who approved it." }),
        reason: z.string().optional().meta({ description: "Why, in their words." }),
        at: time("When."),
      })
      .optional()
      .meta({ description: "That it was approved." }),
    proposal: z
      .strictObject({
        image: z.string().meta({ description: "The image, by its digest where the registry is ours." }),
        changes: z.array(change).meta({ description: "What it would do, in the order of the resources." }),
        price: price.meta({ description: "What the service would cost a month." }),
        planDigest: z.string().meta({ description: "Tells plan and changes from all others; the audit names it too." }),
        proposedAt: time("When it was planned."),
      })
      .optional()
      .meta({ description: "What is to be approved, once it is planned; in `GET /v1/deployments/{id}` only." }),
  })
  .optional()
  .meta({ description: "What the installation asks for before it begins: see approvals.yml." });

export const Deployment = z
  .strictObject({
    id: z.string().meta({ description: "Its id, and the name of its execution in Step Functions." }),
    service: z.string().meta({ description: "The service that it is about." }),
    action: z.enum(["deploy", "remove"]).meta({ description: "What it does." }),
    origin: z
      .strictObject({
        command: z.enum(["rollback", "restart", "repair", "fall-back", "return"]).meta({
          description: "What was asked for. Fairway itself falls back to on-demand capacity, and returns to Spot.",
        }),
        release: z.int().meta({ description: "The number of the release that is deployed again." }),
      })
      .optional()
      .meta({ description: "The release that is deployed again; absent where a manifest is deployed." }),
    status: z.enum([...runningStatuses, ...endStatuses]).meta({
      description:
        "ACCEPTED, RUNNING and AWAITING_APPROVAL are under way; the others are how it ended. FAILED_DIRTY left something behind: see leftovers.",
    }),
    url: z.string().optional().meta({ description: "Where the service answers." }),
    actor: z.string().meta({ description: "Who asked for it." }),
    door,
    reason: z.string().optional().meta({ description: "Why, in their words." }),
    approval,
    createdAt: time("When it was accepted."),
    startedAt: time("When its machine began.").optional(),
    endedAt: time("When it ended.").optional(),
    deadline: time("When it is given up, whatever ECS says."),
    steps: z.array(step).meta({ description: "Its steps so far, in the order in which they began." }),
    ending: z
      .strictObject({
        status: z.enum(["CANCELLED", "SUPERSEDED"]).meta({ description: "How it is to end." }),
        by: z.string().meta({ description: "Who wished it." }),
        cause: z
          .enum(["rejected", "expired"])
          .optional()
          .meta({ description: "That its approval was refused, or never came." }),
        reason: z.string().optional().meta({ description: "Why, in their words." }),
        deploymentId: z.string().optional().meta({ description: "The deployment that takes its place." }),
        at: time("When it was wished."),
      })
      .optional()
      .meta({ description: "That it is to be over before its time: it is being undone, or was." }),
    error: z
      .strictObject({ ...deploymentError, step: z.enum(stepKinds).optional().meta({ description: "Where." }) })
      .optional()
      .meta({ description: "Why it failed." }),
    leftovers: z
      .array(
        z.strictObject({
          kind: z.enum(stepKinds).meta({ description: "What was left." }),
          why: z.string().meta({ description: "Why it could not be taken back." }),
        }),
      )
      .optional()
      .meta({ description: "What a FAILED_DIRTY deployment left behind." }),
    warning: z.string().optional().meta({
      description: "What to know of one that succeeded: no task ran it, since its count was 0. Absent otherwise.",
    }),
  })
  .meta({ description: "One run of the deploy or the remove machine." });

const count = z
  .strictObject({
    manifest: z.int().meta({ description: "What the manifest that serves says." }),
    pinned: z.int().optional().meta({ description: "What a person fixed, which holds until it is released." }),
  })
  .meta({ description: "How many tasks there should be." });

export const Service = z
  .strictObject({
    name: z.string().meta({ description: "Its name." }),
    status: z.enum(["CREATING", "ACTIVE", "FAILED", "REMOVING"]).meta({
      description: "CREATING until its first deployment succeeds, FAILED if that fails, ACTIVE ever after.",
    }),
    type: z.enum(["web", "worker"]).optional().meta({ description: "Absent until a deployment has succeeded." }),
    image: z.string().optional().meta({ description: "As its manifest names it." }),
    url: z.string().optional().meta({ description: "Where it answers." }),
    release: z.int().optional().meta({ description: "The number of the release that serves." }),
    count: count.optional(),
    tasks: z
      .strictObject({
        desired: z.int().meta({ description: "How many ECS is to run." }),
        running: z.int().meta({ description: "How many run." }),
        pending: z.int().meta({ description: "How many start." }),
      })
      .optional()
      .meta({ description: "What ECS counts right now; not in lists." }),
    backOff: z
      .strictObject({
        count: z.int().meta({ description: "So many tasks at most." }),
        level: z.int().meta({ description: "How often it was halved." }),
        since: time("Since when."),
        until: time("Not lifted before; then once its tasks have been quiet for ten minutes."),
        reason: z.string().meta({ description: "Why." }),
      })
      .optional()
      .meta({ description: "That it is held back, since its tasks exit again and again; absent where it is not." }),
    fallback: z
      .strictObject({
        since: time("Since when."),
        deploymentId: z.string().meta({ description: "The deployment that brought it there." }),
      })
      .optional()
      .meta({
        description: "That it runs on demand, since Spot had no capacity; absent where it runs as its manifest asks.",
      }),
    standing: z
      .strictObject({
        deploymentId: z.string().meta({ description: "The deployment." }),
        why: z.enum(["held", "left-over"]).meta({
          description: "Held, as onFailure: hold asks, or left over, since it could not be taken back.",
        }),
      })
      .optional()
      .meta({
        description: "That what a failed deployment brought may run in the release's place; absent where all is well.",
      }),
    drift: z
      .strictObject({
        since: time("When it was found first."),
        reason: z.string().meta({ description: "What differs, and why it is left to a person." }),
      })
      .optional()
      .meta({ description: "What the reconcile found that is not as deployed; absent where all is." }),
    deploymentId: z.string().optional().meta({ description: "The deployment that was accepted last." }),
    createdAt: time("When it was first asked for."),
    createdBy: z.string().meta({ description: "By whom." }),
    updatedAt: time("When something of it changed last."),
    /** Every default filled in. */
    manifest: manifestSchema.optional(),
  })
  .meta({ description: "A service. Its manifest is the one that serves, every default filled in." });

export const Release = z
  .strictObject({
    number: z.int().meta({ description: "1 for the first; grows by one." }),
    deploymentId: z.string().meta({ description: "The deployment that made it." }),
    image: z.string().meta({ description: "As deployed: by digest where it is known." }),
    imageDigest: z.string().optional().meta({ description: "The image's digest, where it is known." }),
    taskDefinitionArn: z.string().optional().meta({
      description: "The revision of the task definition; absent where its deployment failed before there was one.",
    }),
    actor: z.string().meta({ description: "Who deployed it." }),
    reason: z.string().optional().meta({ description: "Why, in their words." }),
    result: z.enum(releaseResults).meta({
      description: "What came of its deployment. Only what SUCCEEDED ever served, and can be gone back to.",
    }),
    createdAt: time("When it was deployed."),
    /** Every default filled in. */
    manifest: manifestSchema,
  })
  .meta({ description: "One deployed version of a service, and its manifest, every default filled in." });

export const Task = z
  .strictObject({
    id: z.string().meta({ description: "Its id, which its log stream ends with." }),
    lastStatus: z.string().meta({ description: "ECS's: PROVISIONING, PENDING, ACTIVATING, RUNNING … STOPPED." }),
    desiredStatus: z.string().meta({ description: "What ECS wants of it: RUNNING or STOPPED." }),
    healthStatus: z.string().optional().meta({ description: "ECS's: HEALTHY, UNHEALTHY or UNKNOWN." }),
    taskDefinitionArn: z.string().meta({ description: "The revision that it runs." }),
    capacityProvider: z.string().optional().meta({ description: "FARGATE or FARGATE_SPOT." }),
    zone: z.string().optional().meta({ description: "The availability zone." }),
    privateIp: z.string().optional().meta({ description: "Its address in the VPC." }),
    imageDigest: z.string().optional().meta({ description: "The digest of the image that it runs." }),
    createdAt: time("When ECS made it.").optional(),
    startedAt: time("When it ran.").optional(),
    stoppedAt: time("When it stopped.").optional(),
    stopCode: z.string().optional().meta({ description: "ECS's: EssentialContainerExited, TaskFailedToStart …" }),
    stoppedReason: z.string().optional().meta({ description: "Why it stopped, in ECS's words." }),
    exitCode: z.int().optional().meta({ description: "What its process ended with." }),
  })
  .meta({ description: "A task: running, or stopped within about the last hour." });

export const LogLine = z
  .strictObject({
    at: time("When it was written."),
    task: z.string().meta({ description: "The id of the task which wrote it." }),
    message: z.string().meta({ description: "The line." }),
  })
  .meta({ description: "A line that a task wrote." });

export const Incident = z
  .strictObject({
    id: z.string().meta({ description: "Its id: the same for every event about it." }),
    kind: z.enum(["task", "deployment", "placement"]).meta({
      description: "What failed; placement: a task that ECS finds no place for, told once an hour.",
    }),
    service: z.string().meta({ description: "The service." }),
    at: time("When the task stopped, or the failure was seen."),
    cause: z.enum(causes).meta({ description: "Why." }),
    confidence: z.enum(confidences).meta({
      description:
        "certain: what ECS says allows no other cause; likely: it fits others too, less well; unknown: nothing tells.",
    }),
    summary: z.string().meta({ description: "What happened, in a line." }),
    advice: z.string().meta({ description: "What to do." }),
    stopCode: z.string().optional().meta({ description: "ECS's: EssentialContainerExited, TaskFailedToStart …" }),
    stoppedReason: z.string().optional().meta({ description: "Why the task stopped, in ECS's words." }),
    containers: z
      .array(
        z.strictObject({
          name: z.string().meta({ description: "Its name." }),
          exitCode: z.int().optional().meta({ description: "What its process ended with." }),
          reason: z.string().optional().meta({ description: "What ECS says of its end." }),
          imageDigest: z.string().optional().meta({ description: "The digest of the image that it ran." }),
        }),
      )
      .optional()
      .meta({ description: "The task's containers, as they ended." }),
    lastLines: z
      .array(
        z.strictObject({
          at: time("When it was written."),
          message: z.string().meta({ description: "The line." }),
        }),
      )
      .optional()
      .meta({ description: "The last lines that the task wrote, the oldest first: at most 20, and 4 KB." }),
    taskId: z.string().optional().meta({ description: "The task, which its log stream ends with." }),
    taskDefinitionArn: z.string().optional().meta({ description: "The revision that it ran." }),
    imageDigest: z.string().optional().meta({ description: "The digest of the service's image." }),
    capacityProvider: z.string().optional().meta({ description: "FARGATE or FARGATE_SPOT." }),
    zone: z.string().optional().meta({ description: "The availability zone." }),
    startedBy: z.string().optional().meta({ description: "ECS's deployment which started it: `ecs-svc/…`." }),
    release: z
      .int()
      .optional()
      .meta({ description: "The number of the release that it ran, where it is in the ledger." }),
    deploymentId: z.string().optional().meta({ description: "The deployment that brought it." }),
    createdAt: time("When ECS made the task.").optional(),
    startedAt: time("When it ran.").optional(),
    stoppedAt: time("When it stopped.").optional(),
    expiresAt: time("Until when it is kept."),
  })
  .meta({ description: "A task that stopped, or a deployment that failed, and why." });

export const DeadLetter = z
  .strictObject({
    id: z.string().meta({ description: "Its id." }),
    at: time("When it was given up."),
    from: z.enum(["rule", "function", "queue"]).meta({
      description: "Who gave it up: EventBridge could not deliver it, or its function failed each time.",
    }),
    source: z.string().optional().meta({ description: "The rule that matched the event, or the queue that held it." }),
    function: z.string().optional().meta({ description: "The function that it was for." }),
    error: z.string().meta({ description: "What went wrong, as a code or an error's name." }),
    message: z.string().optional().meta({ description: "What went wrong, in words." }),
    attempts: z.int().optional().meta({ description: "How often it was tried." }),
    event: z.unknown().meta({ description: "The event; of a long one its beginning, as text." }),
    replayable: z.boolean().meta({ description: "Whether it can be replayed." }),
    replays: z.int().meta({ description: "How often it was replayed." }),
    replayedAt: time("When it was replayed last.").optional(),
    replayedBy: z.string().optional().meta({ description: "Who replayed it last." }),
  })
  .meta({ description: "What a function could not be given, or failed to do however often it was tried." });

export const Decision = z
  .strictObject({
    id: z.string().meta({ description: "Its id." }),
    service: z.string().meta({ description: "The service." }),
    at: time("When it was decided."),
    by: z.enum(decisionMakers).meta({ description: "Which part of Fairway decided." }),
    what: z.string().meta({ description: "What it did." }),
    why: z.string().meta({ description: "Why." }),
    evidence: z.record(z.string(), z.unknown()).optional().meta({ description: "What it had seen." }),
  })
  .meta({ description: "What Fairway did about a service by itself." });

const token = {
  id: z.string().meta({ description: "Its id, by which it is revoked." }),
  name: z.string().meta({ description: "Whose it is and what for." }),
  person: z.string().optional().meta({ description: "The person whose it is, where it was made for one." }),
  role: z.enum(roles).meta({ description: "What it may." }),
  scope: z
    .union([z.literal("*"), z.array(z.string())])
    .meta({ description: "Which services it reaches: `*`, or names and patterns." }),
  createdAt: time("When it was made."),
  createdBy: z.string().meta({ description: "By whom." }),
  expiresAt: time("When it ends; never where this is absent.").optional(),
};

export const Lock = z
  .strictObject({
    name: z.string().meta({ description: "The service that is not to be changed, or `*` for all." }),
    reason: z.string().meta({ description: "Why." }),
    by: z.string().meta({ description: "Who locked it." }),
    createdAt: time("When it was locked."),
  })
  .meta({ description: "That a person wants nothing to be changed." });

export const Locks = z
  .strictObject({ locks: z.array(Lock).meta({ description: "Those that the token reaches, by name." }), nextCursor })
  .meta({ description: "A page of locks." });

export const Token = z.strictObject(token).meta({ description: "A bearer token of this API, without its secret." });

export const NewToken = z
  .strictObject({
    token: z.string().optional().meta({
      description:
        "The token itself, shown this once. Absent where the request was repeated under its Idempotency-Key: revoke it then, and make another.",
    }),
    ...token,
  })
  .meta({ description: "A token that was made." });

export const AuditLine = z
  .strictObject({
    id: z.string().meta({ description: "Its id." }),
    at: time("When."),
    actor: z.string().meta({ description: "Who." }),
    door,
    actorId: z
      .string()
      .optional()
      .meta({ description: "Tells actors apart whose names are the same: the token's id." }),
    person: z.string().optional().meta({ description: "The person, where the token or slack.yml names one." }),
    command: z.string().meta({ description: "What was asked for: `deploy`, `scale`, `tokens.create` …" }),
    service: z.string().optional().meta({ description: "Of which service." }),
    deploymentId: z.string().optional().meta({ description: "The deployment that it began." }),
    outcome: z.enum(["accepted", "refused", "failed"]).meta({ description: "What came of it." }),
    reason: z.string().optional().meta({ description: "Why it was asked for, or why it was refused or failed." }),
    evidence: z.record(z.string(), z.unknown()).optional().meta({ description: "On what it was decided." }),
    source: z.string().optional().meta({ description: "The remote address, as far as it is known." }),
  })
  .meta({ description: "Who did what, from where, and what came of it." });

export const PlannedDeployment = z
  .strictObject({
    plan: z
      .looseObject({
        service: z.string().meta({ description: "The service." }),
        resources: z.record(z.string(), z.unknown()).meta({
          description:
            'Every resource as it should be. What is known later is a reference: `{"$ref": "loadBalancer.arn"}`.',
        }),
      })
      .meta({ description: "What should be in the account." }),
    changes: z.array(change).meta({ description: "What a deployment would do, in the order of the resources." }),
    price: price.meta({ description: "What it would cost a month." }),
  })
  .meta({ description: "What a deployment would change and cost." });

export const Drift = z
  .strictObject({
    status: z.enum(["SYNCED", "OUT_OF_SYNC", "DEPLOYING"]).meta({
      description: "DEPLOYING: a deployment is under way, and nothing was compared.",
    }),
    deploymentId: z.string().optional().meta({ description: "The deployment that is under way." }),
    changes: z.array(change).meta({ description: "What a repair would do; what is as deployed is left out." }),
    problems: z.array(fieldProblem).meta({ description: "What would stand in the way of a repair." }),
    unplaced: z
      .string()
      .optional()
      .meta({ description: "What ECS said last where it finds no place for tasks that are wanted." }),
    runs: z
      .strictObject({
        taskDefinitionArn: z.string().meta({ description: "The revision that ECS runs." }),
        since: time("When ECS began that.").optional(),
      })
      .optional()
      .meta({ description: "What runs where it is another revision than the release's." }),
  })
  .meta({ description: "How what is in the account differs from what was deployed." });

export const Accepted = z
  .strictObject({ deployment: Deployment })
  .meta({ description: "The deployment that was accepted." });

export const Scaled = z
  .strictObject({ service: z.string().meta({ description: "The service." }), count })
  .meta({ description: "How many tasks there should be from now on." });

const page = <Name extends string, Entry extends z.ZodType>(name: Name, entry: Entry, description: string) =>
  z
    .strictObject({ [name]: z.array(entry), nextCursor } as { [key in Name]: z.ZodArray<Entry> } & {
      nextCursor: typeof nextCursor;
    })
    .meta({ description });

export const Services = page("services", Service, "A page of services, by name.");
export const Releases = page("releases", Release, "A page of releases, the newest first.");
export const Incidents = page("incidents", Incident, "A page of incidents, the newest first.");
export const Decisions = page("decisions", Decision, "A page of decisions, the newest first.");
export const DeadLetters = page("deadLetters", DeadLetter, "A page of dead letters, the newest first.");
export const LogLines = page(
  "lines",
  LogLine,
  "A page of log lines in the order of their time. It may be empty and yet not the last.",
);
export const Tokens = page("tokens", Token, "A page of tokens.");
export const AuditLines = page("lines", AuditLine, "A page of a month's audit, the newest first.");
export const Tasks = z.strictObject({ tasks: z.array(Task) }).meta({ description: "The tasks of a service." });
export const Health = z.strictObject({ status: z.literal("ok") }).meta({ description: "It lives." });
