import type { Cloud } from "../../local/cloud.ts";
import type { Invocation } from "./price.ts";

/** Lambda writes such a line at the end of each invocation. */
const report =
  /^REPORT .*\tBilled Duration: (?<billed>\d+) ms\tMemory Size: (?<memory>\d+) MB\tMax Memory Used: \d+ MB(?<cold>\tInit Duration)?/;

/** What the functions' logs tell of a time: who was invoked and for how long, and how much was logged. */
export async function readFunctionLogs(
  cloud: Pick<Cloud, "call">,
  from: number,
  until: number,
): Promise<{ invocations: readonly Invocation[]; logBytes: number }> {
  const { logGroups = [] } = await cloud.call("logs", "DescribeLogGroups", { logGroupNamePrefix: "/aws/lambda/" });
  const invocations: Invocation[] = [];
  let logBytes = 0;
  for (const { logGroupName = "" } of logGroups) {
    for await (const message of messages(cloud, logGroupName, from, until)) {
      logBytes += Buffer.byteLength(message) + 26;
      const read = parseReport(message);
      if (read) invocations.push({ functionName: logGroupName.slice("/aws/lambda/".length), ...read });
    }
  }
  return { invocations, logBytes };
}

async function* messages(cloud: Pick<Cloud, "call">, logGroupName: string, startTime: number, endTime: number) {
  let nextToken: string | undefined;
  do {
    const page = await cloud.call("logs", "FilterLogEvents", { logGroupName, startTime, endTime, nextToken });
    for (const { message = "" } of page.events ?? []) yield message;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

export function parseReport(message: string): Omit<Invocation, "functionName"> | undefined {
  const { billed, memory, cold } = report.exec(message)?.groups ?? {};
  if (billed === undefined || memory === undefined) return undefined;
  return { billedMilliseconds: Number(billed), memoryMegabytes: Number(memory), cold: cold !== undefined };
}
