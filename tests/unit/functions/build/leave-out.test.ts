import { expect, test } from "@jest/globals";
import { withoutDescriptions } from "../../../../functions/build/leave-out.ts";

test("what a field means is no part of a bundle, and all else that is said of it is", () => {
  const source = 'z.number().meta({ description: "Says \\"how many\\".", default: 1 }).min(1, "must be 1")';

  expect(withoutDescriptions(source)).toBe('z.number().meta({  default: 1 }).min(1, "must be 1")');
});

test("and so is what a field of a body or a query means", () => {
  const source = 'z\n  .string()\n  .describe(\n    "Why (or \\"how\\")."\n  )\n  .max(5).describe(`More.`);';

  expect(withoutDescriptions(source)).toBe("z\n  .string()\n  .max(5);");
});
