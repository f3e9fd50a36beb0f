import type { Cloud } from "../../local/cloud.ts";

/** What the door has written of each request since a time: how many milliseconds it took. */
export async function readHandlerTimes(cloud: Pick<Cloud, "call">, from: number): Promise<readonly number[]> {
  const times: number[] = [];
  let nextToken: string | undefined;
  do {
    const page = await cloud.call("logs", "FilterLogEvents", {
      logGroupName: "/aws/lambda/fairway-chatops-slack",
      startTime: from,
      nextToken,
    });
    for (const { message = "" } of page.events ?? []) {
      const found = /"route":"\/chatops\/slack".*"milliseconds":(\d+)/.exec(message);
      if (found) times.push(Number(found[1]));
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return times;
}
