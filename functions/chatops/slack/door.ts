import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { whyNotAdmitted } from "../../../shared/chatops/admit.ts";
import { helpMessage } from "../../../shared/chatops/blocks/help.ts";
import type { ChatMessage } from "../../../shared/chatops/blocks/message.ts";
import { notUnderstood, refusal } from "../../../shared/chatops/blocks/words.ts";
import { type Delivery, readDelivery } from "../../../shared/chatops/delivery.ts";
import { parse } from "../../../shared/chatops/parse.ts";
import { plainText } from "../../../shared/chatops/plain-text.ts";
import { checkSignature, type SignatureCheck, type SignedRequest } from "../../../shared/chatops/signature.ts";
import { refused } from "../../../shared/commands/authorise.ts";
import type { CommandTools } from "../../../shared/commands/tools.ts";
import type { SlackSettings } from "../../../shared/config/slack.ts";
import type { ChatQueue } from "../../../shared/ports/chat-queue.ts";
import type { SlackSecretsReader } from "../../../shared/slack/secrets.ts";
import { auditStranger } from "./stranger.ts";

export interface SlackDoorOptions extends CommandTools {
  /** Absent where Slack is not set up: nothing is taken then. */
  readonly settings: SlackSettings | undefined;
  readonly secrets: SlackSecretsReader;
  readonly queue: ChatQueue;
}

export type SlackDoor = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** What was decided about a request: how it is answered, and what its line in the log says. */
interface Outcome {
  readonly status: 200 | 401 | 404 | 413 | 500;
  readonly did: string;
  readonly reason?: string;
  /** Shown to the person alone. */
  readonly shown?: ChatMessage;
}

/** A line of chat has some hundred bytes, a pressed button some thousand. */
const mostBytes = 64 * 1024;

/**
 * Slack's door: proves that Slack sent it, takes it once, hands the work over and answers at once, since Slack waits for
 * three seconds. Before the answer it calls AWS three times at most: for the secret where it is cold, to keep the
 * delivery, and to leave it in the queue. What needs no work (help, a line that is no command) is answered here.
 */
export function createSlackDoor({ settings, secrets, queue, ...tools }: SlackDoorOptions): SlackDoor {
  const { store, clock, logger } = tools;

  const prove = async (request: SignedRequest): Promise<SignatureCheck> => {
    const check = checkSignature(request, (await secrets.read()).signingSecrets, clock.now());
    if (check.genuine || check.reason !== "the signature is of another secret or body") return check;
    // The secret may have been changed since this function read it.
    return checkSignature(request, (await secrets.readAgain()).signingSecrets, clock.now());
  };

  const refuse = async (delivery: Delivery, command: string, reason: string, shown: ChatMessage): Promise<Outcome> => {
    await refused(tools, actorOf(delivery), { command }, reason);
    return { status: 200, did: "refused", reason, shown };
  };

  const take = async (id: string, delivery: Delivery, requestId: string): Promise<Outcome> => {
    if (!(await store.chat.receive({ id, at: clock.now(), ...delivery }, requestId)))
      return { status: 200, did: "nothing", reason: "it came before" };
    const { asked } = delivery;
    if (asked.kind === "line") {
      const parsed = parse(plainText(asked.text));
      // What was typed may be a secret by mistake: it is repeated to the person alone.
      if (!parsed.command)
        return refuse(delivery, parsed.verb ?? "unreadable", "the line is no whole command", notUnderstood(parsed));
      if (parsed.command.command === "help")
        return { status: 200, did: "help", shown: helpMessage(parsed.command.about) };
    }
    await queue.send({ kind: "delivery", id });
    return { status: 200, did: "taken" };
  };

  const answer = async (event: APIGatewayProxyEventV2): Promise<Outcome> => {
    if (!settings) return { status: 404, did: "refused", reason: "Slack is not set up: there is no slack.yml" };
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
    if (body.byteLength > mostBytes) {
      const reason = "the body is too long";
      await auditStranger(tools, reason);
      return { status: 413, did: "refused", reason };
    }
    const check = await prove({ headers: lowerCased(event.headers), body });
    if (!check.genuine) {
      await auditStranger(tools, check.reason);
      return { status: 401, did: "refused", reason: check.reason };
    }
    const read = readDelivery(body, settings.hooks);
    if (read.kind === "check") return { status: 200, did: "nothing", reason: "Slack looks whether we answer" };
    if (read.kind === "unreadable") {
      await auditStranger(tools, read.reason);
      return {
        status: 200,
        did: "refused",
        reason: read.reason,
        shown: refusal(`Fairway cannot read this: ${read.reason}.`),
      };
    }
    const { delivery } = read;
    const reason = whyNotAdmitted(settings, delivery);
    if (reason !== undefined) return refuse(delivery, "unreadable", reason, refusal(reason));
    return take(check.id, delivery, event.requestContext.requestId);
  };

  return async (event) => {
    const startedAt = clock.now();
    const { requestId } = event.requestContext;
    const outcome = await answer(event).catch((error: Error): Outcome => {
      logger.log({ level: "error", message: "chat not taken", requestId, error: error.name, reason: error.message });
      return {
        status: 200,
        did: "failed",
        shown: refusal("Fairway could not take this: nothing was done. Send it again."),
      };
    });
    const { status, did, reason, shown } = outcome;
    logger.log({
      level: "info",
      message: "request",
      route: "/chatops/slack",
      did,
      ...(reason !== undefined && { reason }),
      status,
      milliseconds: clock.now() - startedAt,
      requestId,
    });
    if (!shown) return { statusCode: status, headers: { "cache-control": "no-store" }, body: "" };
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    return { statusCode: status, headers, body: JSON.stringify({ response_type: "ephemeral", ...shown }) };
  };
}

/** Who is named in the audit where no more is known of them than what Slack says. */
function actorOf({ user, workspace, channel }: Delivery) {
  return { name: user, door: "slack", source: `channel ${channel} of ${workspace}` } as const;
}

function lowerCased(headers: Readonly<Record<string, string | undefined>>): SignedRequest["headers"] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
