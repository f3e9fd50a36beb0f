import type { Caller } from "../../../shared/access/caller.ts";
import { refused } from "../../../shared/commands/authorise.ts";
import { Rejected } from "../../../shared/commands/rejection.ts";
import { type RunTools, runCommand } from "../../../shared/commands/run.ts";
import type { EventSender } from "../../../shared/config/event-senders.ts";
import type { Installation } from "../../../shared/config/installation.ts";
import { Transient } from "../../../shared/errors/errors.ts";
import { canonicalJson } from "../../../shared/model/digest.ts";
import {
  createEventHandler,
  type EventHandler,
  type Reaction,
  type ReactorTools,
} from "../../../shared/reactions/runner.ts";
import { readCommand } from "./commands.ts";
import { type CommandEvent, parseCommandEvent } from "./event.ts";

export interface CommandOptions extends ReactorTools, RunTools {
  readonly installation: Pick<Installation, "account">;
  /** Who may send commands; nobody else may. */
  readonly senders: readonly EventSender[];
}

/** What was meant for a moment is not to be done hours later, nor after its id is forgotten. */
const oldestSeconds = 3600;

/**
 * Gives the commands that come as events, by the same rules as over HTTP: what its sender may do is configured by
 * source and account. Each is given once, and leaves a line in the audit, also where it is refused.
 */
export function createCommandHandler({ installation, senders, ...tools }: CommandOptions): EventHandler {
  const { store, clock, random } = tools;

  const findCaller = ({ source, account, id }: CommandEvent): Caller | undefined => {
    const sender = senders.find((one) => one.source === source && (one.account ?? installation.account) === account);
    if (!sender) return undefined;
    const scope = sender.services.includes("*") ? "*" : sender.services;
    const from = `event ${id} of account ${account}`;
    return { name: source, id: `${account}:${source}`, role: sender.role, scope, door: "events", source: from };
  };

  const give = async (event: CommandEvent): Promise<Reaction> => {
    const { id, source, account, at, detail } = event;
    const read = readCommand(detail);
    const refuse = async (reason: string): Promise<Reaction> => {
      const from = { name: source, door: "events", source: `event ${id} of account ${account}` } as const;
      const subject = read.problems
        ? { command: "unreadable" }
        : { command: read.command.command, ...("service" in read.command && { service: read.command.service }) };
      await refused(tools, from, subject, reason);
      return { did: "refused", reason };
    };
    const caller = findCaller(event);
    if (!caller)
      return refuse(`no sender ${source} of account ${account} may give commands: event-senders.yml says who may`);
    if (read.problems) return refuse(read.problems.map(({ field, message }) => `${field} ${message}`).join("; "));
    if (at < clock.now() - oldestSeconds * 1000)
      return refuse(`it was sent more than ${oldestSeconds / 60} minutes ago: send it again if it is still meant`);
    try {
      const { told } = await runCommand(tools, caller, read.command);
      return { did: read.command.command, reason: told };
    } catch (error) {
      // The command has left its line already.
      if (error instanceof Rejected) return { did: "refused", reason: error.message };
      throw error;
    }
  };

  return createEventHandler({ ...tools, name: "event-command", parse: parseCommandEvent }, async (event) => {
    const { id: key, source, account, detail } = event;
    const principal = `event:${account}:${source}`;
    const request = { principal, key, requestDigest: canonicalJson({ command: detail.command }), attempt: random(16) };
    const before = await store.idempotency.begin(request, clock.now());
    if (before?.response) return { did: "nothing", reason: "the event came before, and was answered" };
    if (before) throw new Transient(`Event ${key} is at work: it is sent again in a minute.`);
    const reaction = await give(event).catch(async (error: Error) => {
      await store.idempotency.forget(principal, key);
      throw error;
    });
    await store.idempotency.end({ principal, key }, { status: 200, headers: {}, body: { ...reaction } }, clock.now());
    return reaction;
  });
}
