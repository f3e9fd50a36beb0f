import { at, guard, kept, story } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

const accept = "shared/commands/accept.ts";

/** What is asked for, at the API's door. */
export const commandMutants: readonly Mutant[] = [
  guard(
    "second-deploy-accepted",
    "A deployment is accepted while another one is under way.",
    accept,
    "  if (!latest) return;\n",
    '  if (!latest || latest.id !== "") return;\n',
    kept("a deployment is refused while another one is under way"),
  ),
  guard(
    "holder-overlooked",
    "A deployment is accepted beside one that is at work, since the latest one has come to nothing.",
    accept,
    "const ids = new Set([deploymentId, lease?.deploymentId].filter((id) => id !== undefined));",
    "const ids = new Set([deploymentId, lease && deploymentId].filter((id) => id !== undefined));",
    "api-commands states:StartExecution",
  ),
  guard(
    "never-started-blocks",
    "A deployment that was never started blocks its service.",
    accept,
    "return !hasEnded(status) && !(wasNeverStarted && now > createdAt + acceptanceTimeoutSeconds * 1000);",
    "return !hasEnded(status) && !(wasNeverStarted && now < createdAt);",
    "api-commands states:StartExecution",
  ),
  guard(
    "failed-start-not-told",
    "A deployment whose machine cannot be started stays accepted.",
    accept,
    "const isOver = await store.deployments.finishUnbegun(id, end).catch(() => undefined);",
    "const isOver = end.endedAt > 0;",
    "api-commands states:StartExecution",
  ),
  guard(
    "started-is-failed",
    "A deployment is written down as failed whose machine runs, since the answer to its start was lost.",
    "shared/store/deployments.ts",
    '[{ kind: "present", attribute: "pk" }, ...unbegun]',
    '[{ kind: "present", attribute: "pk" }, ...unbegun.slice(2)]',
    "answer-lost at api-commands states:StartExecution",
  ),
  guard(
    "lost-claim-is-a-conflict",
    "A deployment that is the service's latest, though the answer was lost, is refused.",
    accept,
    "return (await tools.store.services.find(deployment.service))?.deploymentId === deployment.id;",
    "return false;",
    story("redeploy", at("api-commands", "dynamodb:UpdateItem", "answer-lost", 0)),
  ),
];
