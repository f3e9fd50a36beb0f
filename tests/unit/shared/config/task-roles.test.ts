import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { readInstallation } from "../../../../shared/config/environment.ts";

const { toText } = createRequire(import.meta.url)("../../../../shared/config/task-roles.cjs") as {
  toText(yaml: string): string;
};

const orders = "arn:aws:iam::123456789012:role/fairway/task/orders-task";
const entry = `- roleArn: ${orders}\n  services: [orders]\n`;

describe("task-roles.yml", () => {
  test("becomes a text, as CloudFormation wants an environment variable, that functions read back", () => {
    const environment = {
      FAIRWAY_INSTALLATION: "fairway",
      FAIRWAY_CLUSTER: "main",
      FAIRWAY_ACCOUNT: "123456789012",
      FAIRWAY_EXECUTION_ROLE_ARN: "arn:aws:iam::123456789012:role/fairway/exec/x",
      AWS_REGION: "eu-central-1",
      FAIRWAY_TASK_ROLES: toText(entry),
    };
    expect(readInstallation(environment).taskRoles).toEqual([{ roleArn: orders, services: ["orders"] }]);
  });

  test("may be empty", () => {
    expect(toText("# none yet\n")).toBe("[]");
  });

  test.each([
    ["no list", "roles: []", /must be a list/],
    ["a role elsewhere", "- roleArn: arn:aws:iam::123456789012:role/orders\n  services: [orders]", /\/task\//],
    ["no services", `- roleArn: ${orders}`, /orders-task needs `services`/],
    ["a name in place of a list", `- roleArn: ${orders}\n  services: orders`, /needs `services`/],
    ["another member", `- roleArn: ${orders}\n  services: []\n  service: orders`, /unknown member service/],
    ["too many for a function's environment", entry.repeat(40), /too long/],
  ])("is refused with %s", (_what, yaml, message) => {
    expect(() => toText(yaml)).toThrow(message);
  });
});
