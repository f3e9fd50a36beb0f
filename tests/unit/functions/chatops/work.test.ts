import { beforeEach, describe, expect, test } from "@jest/globals";
import { deploy } from "../../../../shared/commands/deploy.ts";
import { Transient } from "../../../../shared/errors/errors.ts";
import { callerOf } from "../../shared/commands/workbench.ts";
import { specOf } from "../../shared/plan/fixtures.ts";
import { type SlackBench, slackBench } from "./slack-bench.ts";

let slack: SlackBench;
let serving: string;

beforeEach(async () => {
  slack = slackBench();
  const { bench } = slack;
  serving = (await deploy(bench, callerOf("admin"), { spec: specOf({}), mode: "put" })).deploymentId;
  await bench.end(serving);
  bench.started.length = 0;
  bench.time += 60_000;
});

const people = {
  admin: "U0ADMIN00",
  deployer: "U0DEPLOY0",
  operator: "U0OPERATE",
  viewer: "U0VIEWER0",
  stranger: "U0STRANGE",
} as const;

const run = async (line: string, who: keyof typeof people = "admin") => {
  await slack.say(line, people[who]);
  await slack.settle();
};
const told = () => slack.sent.map(({ how, text }) => `${how}: ${text}`);
const lines = async () =>
  (await slack.bench.audit())
    .filter(({ door }) => door === "slack")
    .map(({ actor, command, service = "-", outcome }) => `${actor} ${command} ${service} ${outcome}`);
const shown = () => JSON.stringify(slack.sent.map(({ message }) => message));

describe("a command from chat", () => {
  test("is given by the same rules as everywhere, told to the channel, and leaves its line", async () => {
    await run("deploy orders shop/orders:2 because it mends the checkout", "deployer");

    const [started = ""] = slack.bench.started;
    const deployment = await slack.bench.store.deployments.find(started.split(" ")[1] ?? "");
    expect(deployment).toMatchObject({ actor: "U0DEPLOY0", door: "slack", reason: "it mends the checkout" });
    expect((await slack.bench.store.deployments.spec(deployment?.id ?? ""))?.image).toBe("shop/orders:2");
    expect(told()).toEqual(["posted: orders: the deployment is about to begin"]);
    expect(await lines()).toEqual(["U0DEPLOY0 deploy orders accepted"]);
  });

  test.each([
    ["scale orders 3", "channel: orders: count 3"],
    ["lock orders because of the auditors", "channel: orders: locked"],
    ["lock * because of the auditors", "channel: all services: locked"],
    ["status orders", "person: orders is ACTIVE"],
    ["status", "person: 1 services"],
    ["history orders", "person: orders: 1 releases"],
    ["why orders", "person: Nothing of orders has failed"],
    ["decisions orders", "person: Fairway did nothing about orders"],
    ["drift orders", "person: orders is as it was deployed"],
    ["logs orders", "person: The last lines of orders"],
    ["plan orders", expect.stringMatching(/^person: orders cannot be deployed so/)],
    ["approve d-1", "person: There is no deployment d-1."],
    ["cancel d-1", "person: There is no deployment d-1."],
    ["status shop", expect.stringMatching(/^person: There is no service shop: \/fairway status lists/)],
  ])("%s is answered where it belongs", async (line, answer) => {
    await run(line);
    expect(told()).toEqual([answer]);
  });

  test("that is handed over twice is done once, and answered once", async () => {
    await slack.say("restart orders");
    const [{ errand } = { errand: undefined }] = slack.queue;
    await slack.settle();
    await slack.work(errand as never);

    expect(slack.bench.started).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  test("whose answer Slack did not take is answered later, and not done again", async () => {
    slack.chat.fail.respond = new Transient("Slack is away.");
    await slack.say("scale orders 3");
    const [{ errand } = { errand: undefined }] = slack.queue;
    await expect(slack.work(errand as never)).rejects.toThrow("Slack is away");
    delete slack.chat.fail.respond;
    slack.bench.time += 120_000;
    await slack.work(errand as never);

    expect(told()).toEqual(["channel: orders: count 3"]);
    expect(await lines()).toEqual(["U0ADMIN00 scale orders accepted"]);
    expect(slack.bench.sent).toHaveLength(1);
  });

  test("that was refused, and whose answer Slack did not take, leaves one line", async () => {
    slack.chat.fail.respond = new Transient("Slack is away.");
    await slack.say("scale orders 3", people.viewer);
    const [{ errand } = { errand: undefined }] = slack.queue;
    await expect(slack.work(errand as never)).rejects.toThrow("Slack is away");
    delete slack.chat.fail.respond;
    slack.bench.time += 120_000;
    await slack.work(errand as never);
    expect(await lines()).toEqual(["U0VIEWER0 scale orders refused"]);
    expect(told()).toEqual([expect.stringMatching(/^person: scale needs the role operator/)]);
  });

  test("whose worker died after it had begun a deployment begins no other", async () => {
    await slack.say("rollback orders 1");
    const [{ errand } = { errand: undefined }] = slack.queue;
    slack.bench.fail.put = (pk) => (pk.startsWith("CHAT_THREAD") ? new Error("died") : undefined);
    await expect(slack.work(errand as never)).rejects.toThrow();
    delete slack.bench.fail.put;
    slack.bench.time += 120_000;
    await slack.work(errand as never);
    expect((await lines()).length).toBe(1);
  });

  test("that fails is told to the person, and not tried again by itself", async () => {
    slack.bench.fail.start = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    await run("restart orders");

    expect(told()).toEqual([expect.stringMatching(/^person: It could not be done: /)]);
    expect(await lines()).toEqual(["U0ADMIN00 restart orders failed"]);
    expect(slack.queue).toEqual([]);
  });
});

describe("who may what", () => {
  const least = {
    "status orders": "viewer",
    "plan orders": "viewer",
    "logs orders": "viewer",
    "why orders": "viewer",
    "history orders": "viewer",
    "decisions orders": "viewer",
    "drift orders": "viewer",
    "scale orders 2": "operator",
    "rollback orders": "operator",
    "restart orders": "operator",
    "repair orders": "operator",
    "lock orders because x": "operator",
    "unlock orders": "operator",
    "deploy orders shop/orders:2": "deployer",
    "remove orders": "deployer",
  } as const;
  const roles = ["stranger", "viewer", "operator", "deployer"] as const;
  const beyond = Object.entries(least).flatMap(([line, needs]) =>
    roles.slice(0, roles.indexOf(needs)).map((who) => [who, line] as const),
  );

  test.each(beyond)("a %s may not: %s", async (who, line) => {
    await run(line, who);

    expect(told()).toEqual([expect.stringMatching(/^person: .*(needs the role|may do nothing here)/)]);
    expect(slack.bench.started).toEqual([]);
    expect(await lines()).toEqual([`${people[who]} ${line.split(" ")[0]} orders refused`]);
  });

  test.each(["restart shop", "deploy shop shop/shop:1", "remove shop", "status shop", "logs shop", "lock * because x"])(
    "one whose grant is for orders may not: %s",
    async (line) => {
      await run(line, "deployer");
      expect(told()).toEqual([expect.stringMatching(/^person: .*(does not reach|needs the role|needs the scope)/)]);
      expect((await lines()).map((one) => one.split(" ").at(-1))).toEqual(["refused"]);
    },
  );

  test("who is in a user group has its role, until Slack no more says so for a minute", async () => {
    await run("scale orders 2", "operator");
    slack.chat.members = async () => [];
    await run("scale orders 3", "operator");
    slack.bench.time += 61_000;
    await run("scale orders 4", "operator");
    expect(told()).toEqual([
      "channel: orders: count 2",
      "channel: orders: count 3",
      expect.stringMatching(/may do nothing here/),
    ]);
  });

  test("nobody is in a user group that Slack does not tell of", async () => {
    slack.chat.fail.members = new Error("missing_scope");
    await run("scale orders 2", "operator");
    expect(told()).toEqual([expect.stringMatching(/may do nothing here/)]);
  });
});

describe("removing", () => {
  test("asks the person first, and does it once they confirm", async () => {
    await run("remove orders because it moved", "deployer");
    expect(told()).toEqual(["person: Remove orders?"]);
    expect(slack.bench.started).toEqual([]);
    await slack.press(slack.buttons()[0] ?? "", people.deployer);
    await slack.settle();

    expect(slack.bench.started).toEqual([expect.stringMatching(/^remove d-/)]);
    expect(told().slice(1)).toEqual([
      "instead: remove orders because it moved",
      "posted: orders: the removal is about to begin",
    ]);
  });

  test.each<[string, () => Promise<void>, keyof typeof people, number, RegExp]>([
    ["by someone else", async () => undefined, "admin", 0, /Only U0DEPLOY0 can confirm/],
    ["after a minute", minuteLater, "deployer", 0, /not confirmed in time/],
    ["twice", async () => void (await pressFirst("deployer")), "deployer", 0, /pressed before|deployed since/],
    ["after it was declined", async () => void (await pressFirst("deployer", 1)), "deployer", 1, /pressed before/],
    [
      "after another deployment",
      async () => void (await run("restart orders", "admin")),
      "deployer",
      0,
      /Something else was deployed since/,
    ],
  ])("is not done where it is confirmed %s", async (_what, before, who, button, reason) => {
    await run("remove orders", "deployer");
    buttons = slack.buttons();
    await before();
    const started = slack.bench.started.length;
    await pressFirst(who, button);

    expect(slack.bench.started).toHaveLength(started);
    expect(told().at(-1)).toMatch(reason);
    expect(await lines()).toContain(`${people[who]} remove orders refused`);
  });

  test("whose worker died after it had begun is told as begun, and not begun again", async () => {
    await run("remove orders", "deployer");
    await slack.press(slack.buttons()[0] ?? "", people.deployer);
    const [{ errand } = { errand: undefined }] = slack.queue;
    slack.bench.fail.put = (pk) =>
      pk.startsWith("CHAT_DELIVERY") && slack.bench.started.length > 0 ? new Error("died") : undefined;
    await expect(slack.work(errand as never)).rejects.toThrow("died");
    delete slack.bench.fail.put;
    slack.bench.time += 120_000;
    await slack.work(errand as never);

    expect(slack.bench.started).toHaveLength(1);
    expect(told().at(-1)).toBe("posted: orders: the removal is about to begin");
  });

  test("does nothing where the button is unknown", async () => {
    await slack.press("a".repeat(24));
    await slack.settle();
    expect(told()).toEqual(["person: This button does nothing any more."]);
  });

  async function minuteLater(): Promise<void> {
    slack.bench.time += 60_000;
  }

  let buttons: string[] = [];
  const pressFirst = async (who: keyof typeof people, button = 0) => {
    await slack.press(buttons[button] ?? "", people[who]);
    await slack.settle();
  };
});

test("what is said about a deployment is told beside the message that shows it", async () => {
  await run("restart orders");
  const id = slack.bench.started[0]?.split(" ")[1] ?? "";
  await run(`cancel ${id} because it was a mistake`);
  expect(told()).toEqual([
    "posted: orders: the restart of release 1 is about to begin",
    `channel: orders: cancel of deployment ${id}`,
  ]);
});

describe("an approval", () => {
  const asked = async (): Promise<string> => {
    slack.approvals.push({ services: ["orders"], approver: "operator", breakGlass: "admin", expiresHours: 24 });
    await run("deploy orders shop/orders:2", "deployer");
    const id = slack.bench.started[0]?.split(" ")[1] ?? "";
    await slack.bench.store.approvals.propose(id, {
      image: "shop/orders:2",
      changes: [{ resource: "service", name: "orders", action: "update", differences: [] }],
      price: { currency: "USD", region: "us-east-1", hours: 730, items: [], dollars: 1, notes: [], source: "" },
      planDigest: "p1",
      proposedAt: slack.bench.time,
    });
    await slack.bench.store.deployments.awaitApproval(id);
    const announcement = {
      id: `approval-${id}`,
      service: "orders",
      kind: "deployment",
      title: "orders: a deployment waits for an approval",
      text: "U0DEPLOY0 asks for shop/orders:2.",
      evidence: { deploymentId: id },
    } as const;
    await slack.work({ kind: "announcement", announcement });
    return id;
  };

  test("is asked for with what would change and two buttons, where commands are taken", async () => {
    await asked();
    const messages = slack.sent.filter(({ text }) => text.includes("waits for an approval"));
    expect(
      messages.map(({ channel, message }) => [channel, message.blocks.some(({ type }) => type === "actions")]),
    ).toEqual([
      ["C0DEPLOYS", true],
      ["C0NEWS000", false],
    ]);
    expect(JSON.stringify(messages[0]?.message)).toContain("update service");
  });

  test.each([
    ["viewer", /needs the role/],
    ["deployer", /someone else has to approve it/],
    ["stranger", /may do nothing here/],
  ] as const)("is not given by a %s, whose try takes it from nobody else", async (who, reason) => {
    const id = await asked();
    const [approve = ""] = slack.buttons();
    await slack.press(approve, people[who]);
    await slack.settle();
    expect(told().at(-1)).toMatch(reason);
    expect(slack.sent.at(-1)?.how).toBe("person");
    await slack.press(approve, people.operator);
    await slack.settle();
    expect((await slack.bench.store.deployments.find(id))?.approved?.by).toBe("U0OPERATE");
    expect(slack.sent.at(-1)).toMatchObject({ how: "instead", text: `approve ${id}` });
  });

  test("is not given by an account of who asked over the API, as slack.yml tells", async () => {
    slack = slackBench({ people: [{ user: people.admin, person: "ann@example.com", role: "admin", services: ["*"] }] });
    slack.approvals.push({ services: ["orders"], approver: "operator", breakGlass: "admin", expiresHours: 24 });
    const ann = callerOf("admin", { person: "ann@example.com" });
    const tools = { ...slack.bench, approvals: slack.approvals };
    const { deploymentId } = await deploy(tools, ann, { spec: specOf({}), mode: "put" });

    await run(`approve ${deploymentId}`);
    expect(told()).toEqual([expect.stringMatching(/person: .*someone else has to approve it/)]);
  });

  test("is refused by the other button, which ends the deployment", async () => {
    const id = await asked();
    await slack.press(slack.buttons()[1] ?? "", people.operator);
    await slack.settle();
    expect((await slack.bench.store.deployments.find(id))?.ending).toMatchObject({
      status: "CANCELLED",
      by: "U0OPERATE",
    });
  });
});

describe("a deployment in the channel", () => {
  test("is one message, which is changed as it goes on, until it has ended", async () => {
    await run("restart orders");
    const id = slack.bench.started[0]?.split(" ")[1] ?? "";
    await slack.work({ kind: "look", deploymentId: id, channel: "C0DEPLOYS", number: 1 });
    expect(told()).toHaveLength(1);
    await slack.bench.end(id);
    await slack.settle(true);

    expect(told()).toEqual([
      "posted: orders: the restart of release 1 is about to begin",
      "changed: orders: the restart of release 1 succeeded",
    ]);
    expect(slack.queue).toEqual([]);
  });

  test("is looked at once for each number, however often a look comes", async () => {
    await run("restart orders");
    const [look] = slack.queue.splice(0).map(({ errand }) => errand);
    await slack.work(look as never);
    await slack.work(look as never);
    expect(slack.queue).toHaveLength(1);
  });

  test("is told in its beginning and its end where the bot may not write", async () => {
    slack.chat.refusal = "not_in_channel";
    await run("restart orders");
    await slack.bench.end(slack.bench.started[0]?.split(" ")[1] ?? "");
    await slack.settle(true);
    expect(told()).toEqual([
      "channel: orders: the restart of release 1 is about to begin",
      "channel: orders: the restart of release 1 succeeded",
    ]);
  });

  test("goes on being looked at while Slack wants to be left alone", async () => {
    await run("restart orders");
    await slack.bench.end(slack.bench.started[0]?.split(" ")[1] ?? "");
    slack.chat.fail.update = new Transient("ratelimited");
    const [look] = slack.queue.splice(0).map(({ errand }) => errand);
    await slack.work(look as never);
    delete slack.chat.fail.update;
    await slack.settle(true);
    expect(told().at(-1)).toBe("changed: orders: the restart of release 1 succeeded");
  });

  test("is followed for a day at most", async () => {
    await run("restart orders");
    slack.bench.time += 27 * 3_600_000;
    const [look] = slack.queue.splice(0).map(({ errand }) => errand);
    await slack.work(look as never);
    expect(slack.queue).toEqual([]);
  });
});

describe("an announcement", () => {
  const incident = {
    id: "task-1",
    service: "orders",
    kind: "incident",
    title: "orders: a task stopped",
    text: "<!channel> it crashed",
  } as const;
  const announce = (more: object = {}) => slack.work({ kind: "announcement", announcement: { ...incident, ...more } });

  test("goes to the channels that listen to its service, once", async () => {
    await announce();
    await announce();
    await announce({ id: "task-2", service: "shop" });
    expect(slack.sent.map(({ channel }) => channel)).toEqual(["C0DEPLOYS", "C0NEWS000", "C0NEWS000"]);
    expect(shown()).not.toContain("<!channel>");
  });

  test("of a deployment goes into the thread of its message, which shows its end", async () => {
    await run("restart orders");
    const id = slack.bench.started[0]?.split(" ")[1] ?? "";
    await announce({ evidence: { deploymentId: id } });
    await slack.bench.end(id, "FAILED_CLEAN");
    await announce({
      id: `ended-${id}`,
      kind: "deployment",
      title: "orders: the deployment failed",
      evidence: { deploymentId: id, status: "FAILED_CLEAN" },
    });

    const here = slack.sent.filter(({ channel }) => channel === "C0DEPLOYS").map(({ how, text }) => `${how}: ${text}`);
    expect(here).toEqual([
      "posted: orders: the restart of release 1 is about to begin",
      "thread: orders: a task stopped",
      "changed: orders: the restart of release 1 failed, and nothing is left of it",
      "thread: orders: the deployment failed",
    ]);
  });

  test("that Slack takes later is told later to those who have not heard it", async () => {
    let tries = 0;
    const { post } = slack.chat;
    slack.chat.post = async (...given) => {
      if (++tries === 2) throw new Transient("ratelimited");
      return post(...given);
    };
    await expect(announce()).rejects.toThrow("ratelimited");
    await announce();
    expect(slack.sent.map(({ channel }) => channel)).toEqual(["C0DEPLOYS", "C0NEWS000"]);
  });

  test("that a channel does not take is left, with a line in the log", async () => {
    slack.chat.refusal = "not_in_channel";
    await announce();
    expect(slack.bench.lines).toContainEqual(
      expect.objectContaining({ message: "not announced in Slack", reason: "not_in_channel" }),
    );
  });
});

describe("what others wrote", () => {
  test("is text in Slack, whoever wrote it", async () => {
    await run("lock orders because <!channel> <https://evil.test|look> *bold* &lt;!here&gt;");
    await run("status orders");
    await run("logs orders");
    expect(shown()).not.toMatch(/<!(channel|here)>|<https:\/\/evil/);
    expect(shown()).toContain("&lt;!channel&gt;");
  });

  test("is in no line of the log and in no message of the queue", async () => {
    await run("lock orders because CANARY-REASON");
    await run("deploy orders shop/canary-image:1");
    await run("logs orders filter CANARY-FILTER");
    expect(JSON.stringify([slack.bench.lines, slack.queue])).not.toMatch(/CANARY|canary|hooks\.slack/);
  });
});
