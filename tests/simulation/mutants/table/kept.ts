import { at, guard, kept, story } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

/** The guards against what random worlds have found. */
export const keptMutants: readonly Mutant[] = [
  guard(
    "sent-back-for-ever",
    "A service is sent back again and again to what does not start any more.",
    "functions/steps/service/step.ts",
    "      requireNotReturned(actual, context);\n",
    '      if (actual.status === "") requireNotReturned(actual, context);\n',
    story("redeploy", at("step-verify", "dynamodb:UpdateItem", "denied", 86_400), {
      kind: "image-vanished",
      service: "shop",
      after: 8,
      seconds: 1200,
    }),
  ),
  guard(
    "late-call-only-reported",
    "What a late call of ours has brought is left to a person.",
    "shared/reactions/repair.ts",
    'if (service.spec?.onDrift !== "repair" && !isOurs) return report(',
    'if (service.spec?.onDrift !== "repair") return report(',
    kept("what a late call of a cancelled rollback brings is taken back, also where drift is only reported"),
  ),
  guard(
    "missing-is-gone-at-once",
    "A service that was made, and is shown late, is taken for gone: what it runs is deregistered.",
    "shared/steps/believe.ts",
    '(did === "absent" ? missingSeconds : lagSeconds)',
    '(did === "absent" ? Math.min(missingSeconds, lagSeconds) : lagSeconds)',
    kept("a service that was surely created is looked for longer than ECS shows that it was not"),
  ),
  guard(
    "later-late-call-only-reported",
    "What a late call has brought of a deployment whose successor serves is left to a person.",
    "functions/schedules/reconcile/services.ts",
    "found.runs && (await findBringer(",
    'found.runs?.taskDefinitionArn === "" && (await findBringer(',
    kept("what a late call of a deployment brings, whose successor serves, is taken back"),
  ),
  guard(
    "discarded-may-come-back",
    "A deployment that was not accepted is kept by a write that comes late, and nobody is at work on it.",
    "shared/store/deployments.ts",
    "await Promise.all([table.put(barred), table.delete(keys.spec(id))]);",
    "await Promise.all([table.delete(barred), table.delete(keys.spec(id))]);",
    kept("the write that was to keep a deployment comes too late once that was not accepted"),
  ),
  {
    name: "deleted-namesake-stands-for-ours",
    kind: "guard",
    guards: "A deleted service of the name is taken for ours, which is left running.",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: 'if (actual.status === "INACTIVE") return { did: "absent" };\n      const',
        to: "const",
      },
      {
        file: "shared/reactions/rollout.ts",
        from: 'const isGone = service === undefined || service.status === "INACTIVE";',
        to: "const isGone = service === undefined;",
      },
    ],
    hunt: kept("a service that was deleted is no sign of what became of the next one of its name"),
  },
  guard(
    "held-until-the-next",
    "A version that is held is forgotten by a deployment that never came to its service.",
    "shared/endings/keep.ts",
    '"held" && isChanged ? undefined',
    '"held" ? undefined',
    kept("what was held stands also after a deployment that failed before it came to the service"),
  ),
  guard(
    "dirty-stands",
    "What could not be taken back is taken for the release.",
    "shared/endings/keep.ts",
    'if (end === "FAILED_DIRTY") return',
    'if (deploymentId === "") return',
    kept("the manifest that serves is deployed again where something else was left standing"),
  ),
  guard(
    "waited-for-is-not-made",
    "What a step had made, and was waiting for AWS to show, is looked for no longer than what may not be there.",
    "shared/steps/believe.ts",
    'did === "created" || error?.name === "NotReady"',
    'did === "created" && error?.name !== "NotReady"',
    kept("a group that its step waited for, and which is shown late, is looked for by its undo"),
  ),
  guard(
    "end-beside-a-step",
    "The lease is given back while a step is still at work.",
    "shared/steps/runner.ts",
    'kind === "record" ? step.kind !== "record" : action',
    'kind === "record" ? step.kind === "verify" : action',
    kept("no step is at work any more once a deployment has ended"),
  ),
  guard(
    "repairs-counted-by-each-look",
    "Two looks at the same moment repair a service once more than it may be within an hour.",
    "shared/commands/serve-again.ts",
    "if (recent.length >= repairsAllowed.count)",
    "if (recent.length > repairsAllowed.count + 3)",
    kept("a repair that failed counts for the look that comes at the same moment"),
  ),
  {
    name: "end-left-to-executions",
    kind: "guard",
    guards: "A deployment whose last step may write nothing never ends, and its service can never be deployed again.",
    edits: [
      {
        file: "shared/reactions/resumption.ts",
        from: "if (resumptions > mostResumptions)",
        to: "if (resumptions > 1_000_000)",
      },
    ],
    hunt: story("redeploy", at("step-record", "dynamodb:UpdateItem", "denied", 86_400)),
  },
  {
    name: "way-back-not-begun-is-back",
    kind: "guard",
    guards: "What the new version stands on is taken back, since nobody could write down that it was to be.",
    edits: [
      {
        file: "shared/steps/gone-back.ts",
        from: 'const isBack = findStep(deployment, "undo", "service")?.status === "SUCCEEDED";',
        to: 'const isBack = ["SUCCEEDED", undefined].includes(findStep(deployment, "undo", "service")?.status);',
      },
    ],
    hunt: story("redeploy", at("step-service", "dynamodb:UpdateItem", "denied", 86_400, 2)),
  },
  guard(
    "unproven-success",
    "A deployment that no task has run says that it succeeded, and nothing more.",
    "functions/steps/verify/decide.ts",
    "!hasTask && seen.found.service?.desiredCount === 0 &&",
    "hasTask && seen.found.service?.desiredCount === 0 &&",
    kept("a success that no task has proved says so, since what it brought may not start"),
  ),
];
