import { expect, test } from "@jest/globals";
import { withoutDescriptions } from "../../../../functions/build/leave-out.ts";

test("what a field means is no part of a bundle, and all else that is said of it is", () => {
  const source = 'z.number().meta({ description: "Says \\"how many\\".", default: 1 }).min(1, "must be 1")';

  expect(withoutDescriptions(source)).toBe('z.number().meta({  default: 1 }).min(1, "must be 1")');
});
