import { test } from "@jest/globals";
import { expectAllToHold } from "./hold-single-faults.ts";
import { singleFaults } from "./singles.ts";

/** What stays is what no try overcomes; the other faults of the table's calls are run by `npm run simulate`. */
test("a redeployment, each of whose calls of the table is denied to its function for a day: every invariant holds", async () => {
  const singles = await singleFaults("redeploy", "table");
  await expectAllToHold(
    "redeploy",
    singles.filter(({ fault }) => fault.kind === "denied"),
  );
}, 600_000);
