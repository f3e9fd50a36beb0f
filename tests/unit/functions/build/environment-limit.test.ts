import { createRequire } from "node:module";
import { expect, test } from "@jest/globals";

const { refuseLongEnvironments } = createRequire(import.meta.url)(
  "../../../../functions/build/environment-limit.cjs",
) as { refuseLongEnvironments(template: object): void };

const stack = (Variables: Readonly<Record<string, unknown>>) => ({
  Resources: {
    Table: { Type: "AWS::DynamoDB::Table", Properties: {} },
    Work: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "fairway-work", Environment: { Variables } } },
  },
});

test("a function's variables may be as long as Lambda takes", () => {
  expect(() => refuseLongEnvironments(stack({ A: "x".repeat(4095) }))).not.toThrow();
});

test.each([
  ["one that is too long", { A: "x".repeat(4096) }],
  [
    "several that are too long together",
    { TASK_ROLES: "x".repeat(2500), SLACK: "x".repeat(1500), ARN: { Ref: "Table" } },
  ],
  ["letters that take more than a byte", { A: "ż".repeat(2050) }],
])("%s are refused with the name of the function", (_what, variables) => {
  expect(() => refuseLongEnvironments(stack(variables))).toThrow(/variables of fairway-work have \d+ of 4096 bytes/);
});
