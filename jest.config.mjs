/** @type {import("jest").Config} */
export default {
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/tests/jest/transform.mjs" },
  testEnvironment: "<rootDir>/tests/jest/environment.mjs",
  testSequencer: "<rootDir>/tests/jest/sequencer.mjs",
  testTimeout: 30_000,
  // Jest leaves one core to watching files, which nobody does here.
  maxWorkers: "100%",
  // What a file of ES modules leaves behind is never freed, and a heap that grows takes a sixth of the suite's time.
  workerIdleMemoryLimit: "600MB",
  reporters: [["default", { summaryThreshold: 1 }], "<rootDir>/tests/jest/counts.mjs"],
};
