import { expect, test } from "@jest/globals";
import { createEcsClient, createEcsClientOfOneTry } from "../../../../shared/aws/clients.ts";

test("a call that changes a service is not made again blindly, and one that looks is", async () => {
  process.env.AWS_REGION ??= "us-east-1";

  expect(await createEcsClientOfOneTry().config.maxAttempts()).toBe(1);
  expect(await createEcsClient().config.maxAttempts()).toBeGreaterThan(1);
});
