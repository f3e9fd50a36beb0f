import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createWaker } from "../../../../shared/aws/waker.ts";

test("wakes by an event that Lambda answers before the function runs, and does not wait long even for that", async () => {
  const client = new LambdaClient({});
  const lambda = mockClient(client);
  lambda.on(InvokeCommand).rejects(new Error("throttled"));

  await createWaker(client, "fairway").wake(["step-service", "step-verify"]);

  expect(
    lambda.commandCalls(InvokeCommand).map(({ args }) => [args[0].input.FunctionName, (args as unknown[])[1]]),
  ).toEqual([
    ["fairway-step-service", { requestTimeout: 2_000 }],
    ["fairway-step-verify", { requestTimeout: 2_000 }],
  ]);
});
