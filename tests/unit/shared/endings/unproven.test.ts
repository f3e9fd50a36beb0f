import { expect, test } from "@jest/globals";
import { endingItem } from "../../../../shared/announcements/items.ts";
import { deploymentMessage } from "../../../../shared/chatops/blocks/deployment.ts";
import { unprovenWarning } from "../../../../shared/endings/unproven.ts";
import { deploymentView } from "../../../../shared/http/views.ts";
import type { Outputs } from "../../../../shared/steps/contract.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";

const verified = (outputs: Outputs, changes: Partial<Deployment> = {}): Deployment => ({
  id: "d-1",
  service: "orders",
  action: "deploy",
  status: "SUCCEEDED",
  phase: "ended",
  actor: "ann",
  door: "http",
  createdAt: 0,
  deadline: 900_000,
  steps: [
    {
      kind: "verify",
      action: "apply",
      status: "SUCCEEDED",
      inFlight: false,
      startedAt: 0,
      triedAt: 0,
      endedAt: 1_000,
      outputs,
    },
  ],
  ...changes,
});
const unproven = verified({ "service.provenBy": "no-task" });
const warning = /^No task ran it, since the count was 0: .* \(POST \/v1\/services\/orders\/scale\)\.$/;

test("a success without a task says so, wherever it is told", () => {
  expect(unprovenWarning(unproven)).toMatch(warning);
  expect(deploymentView(unproven)).toMatchObject({ warning: expect.stringMatching(warning) });
  expect(JSON.stringify(deploymentMessage(unproven))).toContain("No task ran it");
  expect(endingItem(unproven, 0).text).toContain("No task ran it");
  expect(endingItem(unproven, 0).text).not.toContain("It serves.");
});

test("nothing is said of a success that a task has proved, or of a failure", () => {
  const proven = verified({});
  expect(unprovenWarning(proven)).toBeUndefined();
  expect(deploymentView(proven)).not.toHaveProperty("warning");
  expect(endingItem(proven, 0).text).toContain("It serves.");
  expect(unprovenWarning({ ...unproven, status: "FAILED_CLEAN" })).toBeUndefined();
});
