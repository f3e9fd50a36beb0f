import { expect, test } from "@jest/globals";
import { parseReport } from "../../../../bench/deploy/function-logs.ts";
import { priceOf } from "../../../../bench/deploy/price.ts";

const nothing = {
  transitions: 0,
  invocations: [],
  writeUnits: 0,
  readUnits: 0,
  apiRequests: 0,
  customEvents: 0,
  logBytes: 0,
};

test("a deployment of 25 transitions and 15 invocations costs what the price list says", () => {
  const invocation = { functionName: "step", billedMilliseconds: 300, memoryMegabytes: 512, cold: false };
  const price = priceOf({
    transitions: 25,
    invocations: Array.from({ length: 15 }, () => invocation),
    writeUnits: 40,
    readUnits: 60,
    apiRequests: 20,
    customEvents: 5,
    logBytes: 30_000,
  });

  const lambda = 15 * (2e-7 + 0.15 * 1.33334e-5);
  expect(price).toBeCloseTo(0.000625 + lambda + 0.0000325 + 0.00002 + 0.000005 + 0.000015, 9);
});

test.each([
  ["a transition", { transitions: 1000 }, 0.025],
  ["a write unit", { writeUnits: 1_000_000 }, 0.625],
  ["a read unit", { readUnits: 1_000_000 }, 0.125],
  ["a gigabyte of logs", { logBytes: 1_000_000_000 }, 0.5],
])("%s is counted", (_name, usage, dollars) => {
  expect(priceOf({ ...nothing, ...usage })).toBeCloseTo(dollars, 9);
});

test("Lambda's report line tells what is billed, and whether the environment was new", () => {
  const line =
    "REPORT RequestId: 8f\tDuration: 120.00 ms\tBilled Duration: 420 ms\tMemory Size: 512 MB\tMax Memory Used: 512 MB";
  expect(parseReport(`${line}\tInit Duration: 300.00 ms\t\n`)).toEqual({
    billedMilliseconds: 420,
    memoryMegabytes: 512,
    cold: true,
  });
  expect(parseReport(`${line}\t\n`)).toMatchObject({ cold: false });
  expect(parseReport("END RequestId: 8f\n")).toBeUndefined();
});
