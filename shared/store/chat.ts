import type { ChatMessage } from "../chatops/blocks/message.ts";
import type { ChatCommand } from "../chatops/command.ts";
import type { Delivery } from "../chatops/delivery.ts";
import type { Condition, Table } from "../ports/table.ts";
import { fromItem, toItem, toValue, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** What Slack delivered, once under each signature, and what was answered. */
export interface KeptDelivery extends Delivery {
  readonly id: string;
  readonly at: number;
  /** Kept before it is sent, so that what is tried again is not done again. */
  readonly answer?: KeptAnswer;
}

export interface KeptAnswer {
  readonly message: ChatMessage;
  readonly to: "person" | "channel";
  /** What it began, and goes on telling of. */
  readonly deploymentId?: string;
  /** It only says something about that deployment, which has its message already. */
  readonly isAbout?: boolean;
  /** What takes the place of the message whose button was pressed, where that is not the answer itself. */
  readonly instead?: Pick<KeptAnswer, "message" | "to">;
  /** The answer takes that place itself. */
  readonly replaces?: boolean;
}

/** What a button does, known to us alone: its id is all that Slack has. */
export interface ChatAction {
  readonly id: string;
  readonly does: "run" | "dismiss";
  readonly command: ChatCommand;
  /** Nobody else may press it. */
  readonly onlyUser?: string;
  /** The service's generation when it was asked: after a change the question was another one. */
  readonly generation?: number;
  readonly expiresAt: number;
  /** The delivery that pressed it, where it can be pressed once. */
  readonly takenBy?: string;
}

/** The message of a deployment in a channel: it is put in its own place as the deployment goes on. */
export interface ChatThread {
  readonly deploymentId: string;
  readonly channel: string;
  /** Slack's own name of the message; absent where only the response URL reaches the channel. */
  readonly posted?: string;
  readonly responseUrl?: string;
  /** How often that was used: five times at most. */
  readonly uses?: number;
  /** Which look at the deployment is the next; a look with another number is an old one, come again. */
  readonly look: number;
  /** The status that was shown last. */
  readonly shown?: string;
  readonly at: number;
}

export interface ChatMemory {
  /** Keeps a delivery; answers false where its signature came before, in another request. */
  receive(delivery: Omit<KeptDelivery, "answer">, request: string): Promise<boolean>;
  /** Takes a delivery to be done; `done` or `taken` where another has, `undefined` where it is too old. */
  begin(id: string, now: number): Promise<KeptDelivery | "done" | "taken" | undefined>;
  keepAnswer(id: string, answer: KeptAnswer): Promise<void>;
  /** It is answered: its address is forgotten with it. */
  end(id: string): Promise<void>;
  keepAction(action: ChatAction): Promise<void>;
  findAction(id: string): Promise<ChatAction | undefined>;
  /** Presses a button, once: answers false where another delivery did. */
  takeAction(id: string, deliveryId: string): Promise<boolean>;
  findThread(deploymentId: string, channel: string): Promise<ChatThread | undefined>;
  /** Opens the thread; answers false where there is one. */
  openThread(thread: ChatThread): Promise<boolean>;
  /** Notes what was shown, and which look comes next, if `look` is the one that is due. */
  moveThread(thread: ChatThread, changes: Pick<ChatThread, "look" | "shown" | "uses">): Promise<boolean>;
}

/** As long as a signature can hold, either way, and far longer than the work on it takes. */
const keptMilliseconds = 3_600_000;
/** The function that does it is over by then. */
const takenMilliseconds = 90_000;
const threadMilliseconds = 30 * 24 * 3_600_000;

export function createChatMemory(table: Table): ChatMemory {
  return {
    receive({ id, at, ...delivery }, request) {
      const item = { ...toItem(keys.chatDelivery(id), { id, at, delivery, request }), ttl: ttl(at + keptMilliseconds) };
      // Our own, where DynamoDB's answer was lost and the SDK wrote again.
      const first: Condition[] = [
        { kind: "absent", attribute: "pk" },
        { kind: "equals", attribute: "request", value: request },
      ];
      return table.put(item, [{ kind: "any", of: first }]);
    },
    async begin(id, now) {
      const free: Condition[] = [
        { kind: "absent", attribute: "takenUntil" },
        { kind: "lessThan", attribute: "takenUntil", value: now },
      ];
      const taken = await table.update(keys.chatDelivery(id), { takenUntil: now + takenMilliseconds }, [
        { kind: "present", attribute: "delivery" },
        { kind: "absent", attribute: "isDone" },
        { kind: "any", of: free },
      ]);
      const item = taken ?? (await table.get(keys.chatDelivery(id)));
      if (!item) return undefined;
      const { at, delivery, answer, isDone } = fromItem<StoredDelivery>(item);
      if (isDone || !delivery) return "done";
      if (!taken) return "taken";
      return at + keptMilliseconds < now ? undefined : { id, at, ...delivery, ...(answer && { answer }) };
    },
    async keepAnswer(id, answer) {
      await table.update(keys.chatDelivery(id), { answer: toValue(answer) }, [{ kind: "present", attribute: "pk" }]);
    },
    async end(id) {
      const changes = { isDone: true, delivery: undefined, answer: undefined };
      await table.update(keys.chatDelivery(id), changes, [{ kind: "present", attribute: "pk" }]);
    },
    async keepAction(action) {
      await table.put({ ...toItem(keys.chatAction(action.id), action), ttl: ttl(action.expiresAt + keptMilliseconds) });
    },
    async findAction(id) {
      const item = await table.get(keys.chatAction(id));
      return item && fromItem<ChatAction>(item);
    },
    async takeAction(id, deliveryId) {
      const free: Condition[] = [
        { kind: "absent", attribute: "takenBy" },
        { kind: "equals", attribute: "takenBy", value: deliveryId },
      ];
      const conditions: Condition[] = [
        { kind: "present", attribute: "pk" },
        { kind: "any", of: free },
      ];
      return (await table.update(keys.chatAction(id), { takenBy: deliveryId }, conditions)) !== undefined;
    },
    async findThread(deploymentId, channel) {
      const item = await table.get(keys.chatThread(deploymentId, channel));
      return item && fromItem<ChatThread>(item);
    },
    openThread(thread) {
      const key = keys.chatThread(thread.deploymentId, thread.channel);
      const item = { ...toItem(key, thread), ttl: ttl(thread.at + threadMilliseconds) };
      return table.put(item, [{ kind: "absent", attribute: "pk" }]);
    },
    async moveThread({ deploymentId, channel, look }, changes) {
      const due: Condition = { kind: "equals", attribute: "look", value: look };
      return (await table.update(keys.chatThread(deploymentId, channel), { ...changes }, [due])) !== undefined;
    },
  };
}

interface StoredDelivery {
  readonly at: number;
  readonly delivery?: Delivery;
  readonly answer?: KeptAnswer;
  readonly isDone?: boolean;
}
