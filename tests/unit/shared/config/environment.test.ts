import { describe, expect, test } from "@jest/globals";
import { readIncidentDays, readInstallation, readTableName } from "../../../../shared/config/environment.ts";

const environment = {
  FAIRWAY_INSTALLATION: "fairway",
  FAIRWAY_CLUSTER: "main",
  FAIRWAY_ACCOUNT: "123456789012",
  FAIRWAY_EXECUTION_ROLE_ARN: "arn:aws:iam::123456789012:role/fairway/exec/x",
  FAIRWAY_TASK_ROLES: '[{"roleArn": "arn:aws:iam::123456789012:role/fairway/task/y", "services": ["*"]}]',
  AWS_REGION: "eu-central-1",
};

describe("the environment", () => {
  test("says what the installation is", () => {
    expect(readInstallation(environment)).toEqual({
      name: "fairway",
      cluster: "main",
      region: "eu-central-1",
      account: "123456789012",
      executionRoleArn: "arn:aws:iam::123456789012:role/fairway/exec/x",
      taskRoles: [{ roleArn: "arn:aws:iam::123456789012:role/fairway/task/y", services: ["*"] }],
    });
  });

  test("offers no task roles unless told", () => {
    expect(readInstallation({ ...environment, FAIRWAY_TASK_ROLES: undefined }).taskRoles).toEqual([]);
  });

  test("says for how many days incidents are kept", () => {
    expect(readIncidentDays({ FAIRWAY_INCIDENT_DAYS: "30" })).toBe(30);
    for (const days of ["", "0", "1.5", "soon", "9999"])
      expect(() => readIncidentDays({ FAIRWAY_INCIDENT_DAYS: days })).toThrow("FAIRWAY_INCIDENT_DAYS");
  });

  test("is refused with the name of what is missing", () => {
    expect(() => readTableName({})).toThrow("FAIRWAY_TABLE");
    expect(() => readInstallation({ ...environment, FAIRWAY_CLUSTER: "" })).toThrow("FAIRWAY_CLUSTER");
  });

  test.each(["no JSON", "{}", '[{"roleArn": 1, "services": []}]', '[{"roleArn": "x", "services": "*"}]'])(
    "is refused where the task roles are %s",
    (text) => {
      expect(() => readInstallation({ ...environment, FAIRWAY_TASK_ROLES: text })).toThrow("FAIRWAY_TASK_ROLES");
    },
  );
});
