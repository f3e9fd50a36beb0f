import { test } from "@jest/globals";
import { expectAllToHold } from "./hold-single-faults.ts";
import { singleFaults } from "./singles.ts";

/** What stays is what no try overcomes; the other faults of the table's calls are run by `npm run simulate`. */
test.each(["redeploy", "approval"] as const)(
  "%s, where each call of the table is denied to its function for a day: every invariant holds",
  async (name) => {
    const singles = await singleFaults(name, "table");
    await expectAllToHold(
      name,
      singles.filter(({ fault }) => fault.kind === "denied"),
    );
  },
  600_000,
);
