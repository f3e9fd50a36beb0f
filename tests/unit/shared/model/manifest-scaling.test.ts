import { describe, expect, test } from "@jest/globals";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";

const least = { name: "orders", image: "nginx:1.27" };

const problemsOf = (manifest: object) =>
  (parseManifest({ ...least, ...manifest }).problems ?? []).map(({ field, message }) => `${field}: ${message}`);

describe("scaling in a manifest", () => {
  test("means CPU at 80 percent, and from one to ten tasks, where nothing else is said", () => {
    expect(parseManifest({ ...least, scaling: {} }).spec?.scaling).toEqual({
      min: 1,
      max: 10,
      targets: { cpu: 80 },
      forecast: true,
      scaleOut: {},
      scaleIn: {},
      schedules: [],
    });
  });

  test("begins with count, with min where that is left out, and with one where min is 0", () => {
    expect(parseManifest({ ...least, scaling: { min: 2, max: 6 }, count: 4 }).spec?.count).toBe(4);
    expect(parseManifest({ ...least, scaling: { min: 3 } }).spec?.count).toBe(3);
    expect(parseManifest({ ...least, scaling: { min: 0, scaleToZero: {} } }).spec?.count).toBe(1);
  });

  test("refuses a count outside of its bounds", () => {
    expect(problemsOf({ scaling: { min: 2, max: 6 }, count: 7 })).toEqual([
      "count: 7 is not what scaling allows, which is 2 to 6: leave count out, or change one of them",
    ]);
  });

  test("names the field under scaling where a policy cannot be satisfied", () => {
    expect(problemsOf({ scaling: { min: 5, max: 2 } })).toEqual([
      "scaling.min: 5 is more than max, which is 2: allowed is 0 to 2",
    ]);
  });

  test("names what is misspelled", () => {
    expect(problemsOf({ scaling: { targets: { cpus: 70 } } })).toEqual([
      "scaling.targets.cpus: is not a field of the manifest: did you mean scaling.targets.cpu?",
    ]);
  });

  test("lets a worker have no target that only requests can tell of", () => {
    expect(problemsOf({ type: "worker", scaling: { targets: { requestsPerTask: 5 } } })).toEqual([
      "scaling.targets.requestsPerTask: a worker gets no requests: take cpu, memory, queueBacklogPerTask or metric",
    ]);
  });

  test("lets a worker sleep only where something would wake it", () => {
    const scaleToZero = {};
    const asleep = { type: "worker", scaling: { min: 0, scaleToZero } };

    expect(problemsOf(asleep)).toEqual([
      "scaling.scaleToZero: nothing would wake this worker, which gets no requests, and whose tasks tell nothing while none runs: add targets.queueBacklogPerTask with queue, or targets.metric",
    ]);
    expect(problemsOf({ scaling: { min: 0, scaleToZero } })).toEqual([]);
    const queue = { queue: "jobs", targets: { queueBacklogPerTask: 10 } };
    expect(problemsOf({ type: "worker", scaling: { min: 0, scaleToZero, ...queue } })).toEqual([]);
  });

  test("needs the queue that a backlog is of, and no other", () => {
    expect(problemsOf({ scaling: { targets: { queueBacklogPerTask: 100 } } })).toEqual([
      "scaling.queue: is missing: queueBacklogPerTask needs the name of the SQS queue it counts",
    ]);
    expect(problemsOf({ scaling: { queue: "jobs" } })).toEqual([
      "scaling.queue: jobs is counted by no target: add targets.queueBacklogPerTask",
    ]);
  });
});
