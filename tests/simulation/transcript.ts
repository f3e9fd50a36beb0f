import type { Simulation } from "./simulation.ts";

/** All that happened, as text: each execution's history and every call. Of one seed it is the same byte for byte. */
export async function transcript({ local, stack }: Simulation): Promise<string> {
  const machines = Object.values(stack.resources).filter(({ type }) => type === "AWS::StepFunctions::StateMachine");
  const executions = [];
  for (const { ref: stateMachineArn } of machines) {
    const { executions: found = [] } = await local.cloud.call("states", "ListExecutions", { stateMachineArn });
    executions.push(...found);
  }
  const histories: string[] = [];
  for (const { executionArn } of executions) {
    const { events = [] } = await local.cloud.call("states", "GetExecutionHistory", { executionArn, maxResults: 1000 });
    histories.push(`${executionArn}\n${events.map((event) => JSON.stringify(event)).join("\n")}`);
  }
  const calls = local.edge.callLog.entries().map((call) => JSON.stringify(call));
  return [...histories, ...calls].join("\n");
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
