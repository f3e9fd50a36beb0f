import { createHmac } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createSlackDoor } from "../../functions/chatops/slack/door.ts";
import { systemClock } from "../../shared/config/system-clock.ts";
import { systemRandom } from "../../shared/config/system-random.ts";
import { createSlackSecrets } from "../../shared/slack/secrets.ts";
import { createStore } from "../../shared/store/store.ts";
import { memoryTable } from "../../tests/simulation/memory-table.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";

/** How many milliseconds the door itself takes for each of so many commands, one after the other. */
export async function measureDoor(requests: number): Promise<readonly number[]> {
  const door = createSlackDoor({
    store: createStore(memoryTable()),
    clock: systemClock,
    logger: { log: (line) => void JSON.stringify(line) },
    random: systemRandom,
    settings: {
      app: "A0FAIRWAY",
      workspaces: ["T0ACME000"],
      channels: [{ id: "C0DEPLOYS", commands: true, announce: [] }],
      people: [],
      api: "https://slack.test/api",
      hooks: "https://hooks.slack.test",
    },
    secrets: createSlackSecrets(async () => JSON.stringify({ signingSecrets: [secret] }), systemClock),
    queue: { send: async () => undefined },
  });
  const times: number[] = [];
  for (let request = 0; request < requests; request++) {
    const event = signed(request);
    const begun = performance.now();
    const { statusCode } = await door(event);
    times.push(performance.now() - begun);
    if (statusCode !== 200) throw new Error(`The door answered ${statusCode}.`);
  }
  // The first ones warm the compiler.
  return times.slice(Math.floor(requests / 10));
}

function signed(request: number): APIGatewayProxyEventV2 {
  const form = {
    team_id: "T0ACME000",
    channel_id: "C0DEPLOYS",
    user_id: "U0ADMIN00",
    api_app_id: "A0FAIRWAY",
    command: "/fairway",
    text: `deploy orders shop/orders:${request} because it mends the checkout`,
    response_url: `https://hooks.slack.test/commands/${request}`,
  };
  const body = new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(systemClock.now() / 1000));
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    headers: { "x-slack-signature": `v0=${hmac}`, "x-slack-request-timestamp": timestamp },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
    requestContext: { requestId: `r-${request}` },
  } as unknown as APIGatewayProxyEventV2;
}
