import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { isRead } from "../../local/edge/serve-call.ts";
import { findSites } from "./world.ts";

const ports = new URL("../../shared/aws/", import.meta.url);

/** The local cloud's names of what the SDK's packages are for. */
const services: Readonly<Record<string, string>> = {
  "client-cloudwatch": "cloudwatch",
  "client-cloudwatch-logs": "logs",
  "client-dynamodb": "dynamodb",
  "client-ec2": "ec2",
  "client-ecs": "ecs",
  "client-elastic-load-balancing-v2": "elbv2",
  "client-eventbridge": "events",
  "client-lambda": "lambda",
  "client-sfn": "states",
  "client-sns": "sns",
  "client-sqs": "sqs",
};

/** Calls that no story makes, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  "cloudwatch:DeleteAlarms":
    "in the timelines of tests/unit/functions/events/scaler.test.ts: no service of a story loses its policy",
  "sqs:ChangeMessageVisibility":
    "in tests/simulation/autoscaling.test.ts: only what failed is asked for again, and where that fails it comes later",
  "sns:Publish": "it tells people, and changes nothing of a service",
};

/** Each call of the product that changes something, as its imports of the SDK's commands say: `ecs:CreateService`. */
async function changingCalls(): Promise<ReadonlySet<string>> {
  const calls = new Set<string>();
  for (const file of await readdir(ports)) {
    const text = await readFile(new URL(file, ports), "utf8");
    for (const [, names = "", client = ""] of text.matchAll(/import \{([^}]*)\} from "@aws-sdk\/([a-z0-9-]+)"/g))
      for (const [, operation = ""] of names.matchAll(/\b([A-Z]\w+)Command\b(?!\w)/g))
        if (!isRead(operation)) calls.add(`${services[client] ?? client}:${operation}`);
  }
  return calls;
}

test("every call of the product that changes something is made in a story, so that faults strike it", async () => {
  const calls = await changingCalls();
  const made = new Set([...(await findSites()).keys()].map((site) => site.split(" ")[1]));

  expect(calls.size).toBeGreaterThan(35);
  expect([...calls].filter((call) => !made.has(call) && !Object.hasOwn(elsewhere, call)).sort()).toEqual([]);
}, 240_000);
