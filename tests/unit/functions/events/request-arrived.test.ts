import { describe, expect, test } from "@jest/globals";
import { createRequestArrivedHandler } from "../../../../functions/events/request-arrived/reactor.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";

const targetGroup = "fairway--orders-asleep";
const targetGroupArn = `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${targetGroup}/6d0ecf831eec9f09`;

async function door(mayWake = true) {
  const { doors } = createStore(memoryTable());
  await doors.close({ targetGroup, service: "orders", mayWake });
  const sent: unknown[] = [];
  const logged: object[] = [];
  const state = { now: 1_000_000, busFails: false };
  const handle = createRequestArrivedHandler({
    store: { doors },
    bus: {
      async send(event) {
        if (state.busFails) throw new Error("EventBridge is not there");
        sent.push(event);
      },
    },
    clock: { now: () => state.now },
    logger: { log: (line) => void logged.push(line) },
  });
  const ask = (request: object = {}) =>
    handle({
      requestContext: { elb: { targetGroupArn } },
      httpMethod: "GET",
      path: "/secret?token=1",
      headers: { accept: "*/*" },
      body: "",
      isBase64Encoded: false,
      ...request,
    });
  return { ask, handle, sent, logged, state };
}

const woken = { detailType: "Fairway Request Arrived", detail: { service: "orders" } };

describe("a request to a service that sleeps", () => {
  test("is told to come again in some seconds, and has the service woken", async () => {
    const { ask, sent } = await door();

    const answer = await ask();

    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { "content-type": "application/problem+json", "retry-after": "5", "cache-control": "no-store" },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ title: "Starting", status: 503 });
    expect(sent).toEqual([woken]);
  });

  test("by browser is answered with a page that asks again by itself", async () => {
    const { ask } = await door();

    const { headers, body } = await ask({ headers: { accept: "text/html,application/xhtml+xml" } });

    expect(headers["content-type"]).toMatch(/^text\/html/);
    expect(body).toContain('<meta http-equiv="refresh" content="5">');
  });

  test("that changes something is not repeated for who sent it", async () => {
    const { ask } = await door();

    const { body } = await ask({ httpMethod: "POST", headers: { accept: "text/html" } });

    expect(body).not.toContain("refresh");
    expect(body).toContain("nothing was done with your request");
  });

  test("wakes with one event, however many come within some seconds, and again with who comes later", async () => {
    const { ask, sent, state } = await door();

    await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(sent).toEqual([woken]);
    state.now += 5_000;
    await ask();

    expect(sent).toEqual([woken, woken]);
  });

  test("is answered all the same where nobody can be told, or nobody knows whose it is", async () => {
    const { ask, state, logged } = await door();
    state.busFails = true;

    expect(await ask()).toMatchObject({ statusCode: 503 });
    expect(logged).toContainEqual(expect.objectContaining({ message: "service not woken" }));
    const foreign = { elb: { targetGroupArn: targetGroupArn.replace("orders", "others") } };
    expect(await ask({ requestContext: foreign })).toMatchObject({ statusCode: 503 });
  });

  test("is told that the service is switched off where no task may run, and wakes nobody", async () => {
    const { ask, sent } = await door(false);

    const { body, headers } = await ask();

    expect(JSON.parse(body)).toMatchObject({ title: "Switched off" });
    expect(headers).not.toHaveProperty("retry-after");
    expect(sent).toEqual([]);
  });

  test("leaves nothing of its path in any log", async () => {
    const { ask, logged } = await door();

    await ask();

    expect(JSON.stringify(logged)).not.toContain("secret");
  });

  test("is an error where it is none that a load balancer sends", async () => {
    const { handle } = await door();

    await expect(handle({ Records: [] })).rejects.toThrow("none that a load balancer sends");
  });
});
