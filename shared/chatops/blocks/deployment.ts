import { unprovenWarning } from "../../endings/unproven.ts";
import { type Deployment, type DeploymentStatus, hasEnded, type StepRecord } from "../../store/deployment.ts";
import { inChat } from "./in-chat.ts";
import { type Block, type ChatMessage, context, message, section } from "./message.ts";
import { code, link, type Mrkdwn, mrkdwn, person, time } from "./mrkdwn.ts";

/** How each status reads behind the service's name. */
const standings: Readonly<Record<DeploymentStatus, readonly [sign: string, says: string]>> = {
  ACCEPTED: [":hourglass_flowing_sand:", "is about to begin"],
  RUNNING: [":hourglass_flowing_sand:", "is under way"],
  AWAITING_APPROVAL: [":raised_hand:", "waits for approval"],
  SUCCEEDED: [":white_check_mark:", "succeeded"],
  ROLLED_BACK: [":leftwards_arrow_with_hook:", "failed and was rolled back"],
  HELD: [":warning:", "failed and was left standing"],
  FAILED_CLEAN: [":x:", "failed, and nothing is left of it"],
  FAILED_DIRTY: [":x:", "failed, and something is left of it"],
  CANCELLED: [":black_square_for_stop:", "was cancelled"],
  SUPERSEDED: [":fast_forward:", "was superseded"],
};

/** How a deployment goes on, or how it ended: one message, which is put in its own place as it changes. */
export function deploymentMessage(deployment: Deployment): ChatMessage {
  const { id, service, status, actor, door, reason, url } = deployment;
  const [sign, says] = standings[status];
  const what = whatOf(deployment);
  const warning = unprovenWarning(deployment);
  const title = `${service}: the ${what} ${says}`;
  const facts = [
    mrkdwn`${sign} *${service}*: the ${what} ${says}`,
    ...(reason === undefined ? [] : [mrkdwn`“${reason}”`]),
    ...(url === undefined || status !== "SUCCEEDED" ? [] : [link(url)]),
    ...(warning === undefined ? [] : [mrkdwn`:warning: ${warning}`]),
  ];
  return message(title, [
    section(...facts),
    ...consent(deployment),
    ...progress(deployment),
    ...problem(deployment),
    context(mrkdwn`Asked for by ${door === "slack" ? person(actor) : mrkdwn`${actor}`}`, code(id)),
  ]);
}

function whatOf({ action, origin }: Deployment): string {
  if (action === "remove") return "removal";
  return origin ? `${origin.command} of release ${origin.release}` : "deployment";
}

/** Who has to let it go on, who did, or who went without. */
function consent({ id, status, approval, approved }: Deployment): Block[] {
  if (approved) return [context(mrkdwn`Approved by ${person(approved.by)}`)];
  if (approval?.needed === false)
    return [
      section(
        mrkdwn`:rotating_light: *Without an approval*: ${person(approval.brokenBy)} broke the glass, since ${approval.reason}`,
      ),
    ];
  if (!approval || status !== "AWAITING_APPROVAL") return [];
  const how = mrkdwn`${code(`/fairway approve ${id}`)} or ${code(`/fairway reject ${id}`)}`;
  return [
    section(mrkdwn`Someone else with the role ${approval.approver} says ${how} until ${time(approval.expiresAt)}`),
  ];
}

/** The latest steps in a line each, fit for a phone; once all went well they are of no interest any more. */
function progress({ steps, status }: Deployment): Block[] {
  if (steps.length === 0 || status === "SUCCEEDED") return [];
  const told = steps.filter(({ did }) => did !== "kept" && did !== "absent").slice(-6);
  return told.length === 0 ? [] : [section(...told.map(stepLine))];
}

function stepLine({ kind, action, status, startedAt, endedAt }: StepRecord): Mrkdwn {
  const sign = { RUNNING: "…", SUCCEEDED: "✓", FAILED: "✗" }[status];
  const undone = action === "undo" ? " undone" : "";
  const took = endedAt === undefined ? "" : ` ${((endedAt - startedAt) / 1000).toFixed(1)} s`;
  return mrkdwn`${sign} ${kind}${undone}${took}`;
}

function problem({ status, error, leftovers = [], service }: Deployment): Block[] {
  if (!hasEnded(status) || status === "SUCCEEDED") return [];
  return [
    ...(error ? [section(mrkdwn`${inChat(error.message)}`, mrkdwn`More: ${code(`/fairway why ${service}`)}`)] : []),
    ...(leftovers.length > 0
      ? [section(...leftovers.map(({ kind, why }) => mrkdwn`Left over: ${kind} (${why})`))]
      : []),
  ];
}
