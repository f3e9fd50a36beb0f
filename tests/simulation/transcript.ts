import type { Simulation } from "./simulation.ts";

/** All that happened, as text: each execution's history and every call. Of one seed it is the same byte for byte. */
export async function transcript(simulation: Simulation): Promise<string> {
  const calls = simulation.local.edge.callLog.entries().map((call) => JSON.stringify(call));
  return [...(await executionHistories(simulation)), ...calls].join("\n");
}

/** What each execution was given, and its whole history: inputs, outputs and errors of every state. */
export async function executionHistories({ local: { cloud }, stack }: Simulation): Promise<readonly string[]> {
  const machines = Object.values(stack.resources).filter(({ type }) => type === "AWS::StepFunctions::StateMachine");
  const histories: string[] = [];
  for (const { ref: stateMachineArn } of machines) {
    const { executions = [] } = await cloud.call("states", "ListExecutions", { stateMachineArn });
    for (const { executionArn = "" } of executions) {
      const events: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await cloud.call("states", "GetExecutionHistory", {
          executionArn,
          maxResults: 1000,
          ...(nextToken !== undefined && { nextToken }),
        });
        events.push(...(page.events ?? []).map((event) => JSON.stringify(event)));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      histories.push(`${executionArn}\n${events.join("\n")}`);
    }
  }
  return histories;
}

/** Every line that functions have logged. */
export async function functionLogs({ local: { cloud } }: Simulation): Promise<string> {
  const { logGroups = [] } = await cloud.call("logs", "DescribeLogGroups", { logGroupNamePrefix: "/aws/lambda/" });
  const lines: string[] = [];
  for (const { logGroupName } of logGroups) {
    let nextToken: string | undefined;
    do {
      const page = await cloud.call("logs", "FilterLogEvents", { logGroupName, ...(nextToken && { nextToken }) });
      lines.push(...(page.events ?? []).map(({ message = "" }) => message));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return lines.join("\n");
}
