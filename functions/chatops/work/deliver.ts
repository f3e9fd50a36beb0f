import type { Caller } from "../../../shared/access/caller.ts";
import { deploymentMessage } from "../../../shared/chatops/blocks/deployment.ts";
import { helpMessage } from "../../../shared/chatops/blocks/help.ts";
import type { ChatMessage } from "../../../shared/chatops/blocks/message.ts";
import { done, failure, note, notUnderstood, pressed, refusal } from "../../../shared/chatops/blocks/words.ts";
import { type ChatCommand, type ChatDeed, type Help, isLook } from "../../../shared/chatops/command.ts";
import { parse } from "../../../shared/chatops/parse.ts";
import { plainText } from "../../../shared/chatops/plain-text.ts";
import { render } from "../../../shared/chatops/render.ts";
import { refused, requirePermit } from "../../../shared/commands/authorise.ts";
import { Rejected } from "../../../shared/commands/rejection.ts";
import { requireService } from "../../../shared/commands/require-service.ts";
import { type RunTools, runCommand } from "../../../shared/commands/run.ts";
import { Transient } from "../../../shared/errors/errors.ts";
import { translate } from "../../../shared/errors/translate.ts";
import type { Chat } from "../../../shared/ports/chat.ts";
import type { KeptAnswer, KeptDelivery } from "../../../shared/store/chat.ts";
import { type Callers, callerOf } from "./caller.ts";
import { askToConfirm, whyNotPressed } from "./confirm.ts";
import { type FollowTools, openThread } from "./follow.ts";
import { type LookTools, look } from "./look.ts";

export interface DeliverTools extends RunTools, LookTools {
  readonly chat: Chat;
  readonly queue: FollowTools["queue"];
  readonly callers: Callers;
}

/** A look is not kept, but taken anew where its answer was not told: it may hold the lines of a log. */
type Answer = KeptAnswer & { readonly isLook?: true };

/**
 * Does what was delivered, once, and answers it. What a command came to is kept before it is told, so that Slack's
 * silence, or our own death, makes nothing happen twice; a person is always told, also of what failed.
 */
export async function deliver(tools: DeliverTools, id: string): Promise<void> {
  const { store, clock } = tools;
  const delivery = await store.chat.begin(id, clock.now());
  if (delivery === "taken") throw new Transient(`Delivery ${id} is at work: it comes again.`);
  if (delivery === "done" || delivery === undefined) return;
  const answer = delivery.answer ?? (await answerTo(tools, delivery));
  await tell(tools, delivery, answer);
  await store.chat.end(id);
}

async function answerTo(tools: DeliverTools, delivery: KeptDelivery): Promise<Answer> {
  const answer = await (delivery.asked.kind === "line"
    ? say(tools, delivery, delivery.asked.text)
    : press(tools, delivery, delivery.asked.actionId));
  const { isLook: isAnew = false, ...kept } = answer;
  if (!isAnew) await tools.store.chat.keepAnswer(delivery.id, kept);
  return answer;
}

async function say(tools: DeliverTools, delivery: KeptDelivery, text: string): Promise<Answer> {
  const parsed = parse(plainText(text));
  if (!parsed.command) return toPerson(notUnderstood(parsed));
  return give(tools, delivery, parsed.command, false);
}

/** A pressed button: what it does is known to us, and whether this person may is asked anew. */
async function press(tools: DeliverTools, delivery: KeptDelivery, actionId: string): Promise<Answer> {
  const { store, clock } = tools;
  const action = await store.chat.findAction(actionId);
  if (!action) return toPerson(note("This button does nothing any more."));
  const { command, does } = action;
  const service = await serviceOf(tools, command);
  const current = service === undefined ? undefined : await store.services.find(service);
  const now = { user: delivery.user, now: clock.now(), currentGeneration: current?.generation };
  // What one person is asked is answered once; what all are asked holds until someone who may has answered.
  const isTheirs = action.onlyUser !== undefined;
  const isBegun = action.takenBy === delivery.id;
  const reason =
    (isBegun ? undefined : whyNotPressed(action, now)) ??
    (isTheirs && !(await store.chat.takeAction(actionId, delivery.id)) ? "It was pressed before." : undefined);
  if (reason !== undefined)
    return { ...(await refuse(tools, delivery, command, reason)), replaces: action.onlyUser === delivery.user };
  if (does === "dismiss") return { ...toPerson(note("Nothing was done.")), replaces: true };
  const answer = await give(tools, delivery, command, true);
  if (answer.to === "person") return { ...answer, replaces: isTheirs };
  const to = isTheirs ? "person" : "channel";
  return { ...answer, instead: { to, message: pressed(delivery.user, render(command)) } };
}

/** Gives a command as the person who said it, by the same rules as every other door. */
async function give(
  tools: DeliverTools,
  delivery: KeptDelivery,
  command: ChatCommand,
  isConfirmed: boolean,
): Promise<Answer> {
  if (command.command === "help") return toPerson(helpMessage(command.about));
  const service = await serviceOf(tools, command);
  const caller = callerOf(delivery, await tools.callers.grantsOf(delivery.user), service);
  if (!caller) return refuse(tools, delivery, command, `${delivery.user} may do nothing here: slack.yml says who may.`);
  try {
    return await run(tools, caller, command, isConfirmed);
  } catch (error) {
    if (error instanceof Rejected) return toPerson(refusal(error.message, error.problems));
    const { name, message } = translate(error);
    tools.logger.log({ level: "error", message: "chat command failed", error: name, reason: message });
    return toPerson(failure(render(command), message));
  }
}

async function run(
  tools: DeliverTools,
  caller: Caller,
  command: Exclude<ChatCommand, Help>,
  isConfirmed: boolean,
): Promise<Answer> {
  if (isLook(command))
    return leavingLine(tools, caller, command, async () => ({
      ...toPerson(await look(tools, caller, command)),
      isLook: true,
    }));
  if (command.command !== "remove" || isConfirmed) return act(tools, caller, command);
  return leavingLine(tools, caller, command, async () => {
    requirePermit(caller, "remove", command.service);
    const { generation } = await requireService(tools.store, command.service);
    return toPerson(await askToConfirm(tools, command, { user: caller.name, generation }));
  });
}

/** What changes something is told to the channel. What is about a deployment is told beside the message that shows it. */
async function act(tools: DeliverTools, caller: Caller, command: ChatDeed): Promise<Answer> {
  const { told, deploymentId } = await runCommand(tools, caller, command);
  const deployment = deploymentId === undefined ? undefined : await tools.store.deployments.find(deploymentId);
  const shown = deployment && { deploymentId: deployment.id };
  const isAbout = "deploymentId" in command;
  if (deployment && !isAbout) return { to: "channel", message: deploymentMessage(deployment), ...shown };
  const subject = isAbout ? (deployment?.service ?? command.deploymentId) : command.service;
  const what = `${subject === "*" ? "all services" : subject}: ${isAbout ? `${command.command} of ${told}` : told}`;
  const message = done(what, { user: caller.name, line: render(command) });
  return { to: "channel", message, ...shown, isAbout };
}

/** What only looks leaves a line in the audit where it is refused; what changes something leaves its own. */
async function leavingLine(
  tools: DeliverTools,
  caller: Caller,
  command: ChatCommand,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  return attempt().catch(async (error: unknown) => {
    if (error instanceof Rejected) await refused(tools, caller, subjectOf(command), error.message);
    throw error;
  });
}

async function refuse(
  tools: DeliverTools,
  { user, channel, workspace }: KeptDelivery,
  command: ChatCommand,
  reason: string,
): Promise<Answer> {
  const actor = { name: user, door: "slack", source: `channel ${channel} of ${workspace}` } as const;
  await refused(tools, actor, subjectOf(command), reason);
  return toPerson(refusal(reason));
}

/** The service that a command is about, also where it names a deployment of it. */
async function serviceOf({ store }: DeliverTools, command: ChatCommand): Promise<string | undefined> {
  if ("deploymentId" in command) return (await store.deployments.find(command.deploymentId))?.service;
  const { service } = subjectOf(command);
  return service;
}

/** All services (`*`) are no service. */
function subjectOf(command: ChatCommand): { readonly command: string; readonly service?: string } {
  const service = "service" in command && command.service !== "*" ? command.service : undefined;
  return { command: command.command, ...(service !== undefined && { service }) };
}

function toPerson(message: ChatMessage): Answer {
  return { to: "person", message };
}

/** Tells the answer where it belongs; what a deployment comes to goes on being told. */
async function tell(tools: DeliverTools, delivery: KeptDelivery, answer: Answer): Promise<void> {
  const { chat, store, logger } = tools;
  const { channel, responseUrl } = delivery;
  const { to, message, deploymentId, isAbout = false, instead, replaces = false } = answer;
  if (to === "person") {
    await chat.respond(responseUrl, message, { to, replaces });
    return;
  }
  if (instead) await chat.respond(responseUrl, instead.message, { to: instead.to, replaces: true });
  const deployment = deploymentId === undefined ? undefined : await store.deployments.find(deploymentId);
  if (deployment) {
    const isNew = await openThread(tools, deployment, { channel, responseUrl });
    if (isNew || instead || !isAbout) return;
  }
  if ((await chat.respond(responseUrl, message, { to })) === "sent") return;
  const { refused: reason } = await chat.post(channel, message);
  if (reason !== undefined) logger.log({ level: "error", message: "not answered in Slack", channel, reason });
}
