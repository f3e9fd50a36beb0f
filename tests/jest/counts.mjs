import { writeFileSync } from "node:fs";

/** Leaves the counts of the whole run in a file, for tests/run.ts to print when jest has said all it has to say. */
export default class Counts {
  onRunComplete(_contexts, results) {
    if (!process.env.TEST_COUNTS_FILE) return;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
    writeFileSync(process.env.TEST_COUNTS_FILE, line);
  }
}
