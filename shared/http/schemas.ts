import * as z from "zod";

/** Bodies of the API that are not manifests. Each field is described for the documentation too. */

export const scaleBody = z
  .strictObject({
    count: z
      .union([z.int("must be a whole number, or auto").min(0).max(1000), z.literal("auto")], {
        error: 'must be a whole number from 0 to 1000, or "auto"',
      })
      .describe(
        "How many tasks to run, from 0 to 1000, until it is released; `auto` gives the count back to the manifest.",
      ),
  })
  .describe("Fixes or releases the number of tasks.");

export const tokenBody = z
  .strictObject({
    name: z.string().min(1).max(100).describe("Whose token it is and what for; shown in the audit."),
    role: z
      .enum(["viewer", "operator", "deployer", "admin"])
      .describe("viewer looks; operator also scales; deployer also deploys and removes; admin also keeps the tokens."),
    scope: z
      .union([
        z.literal("*"),
        z
          .array(z.string().regex(/^[a-z0-9*-]{1,64}$/))
          .min(1)
          .max(50),
      ])
      .default("*")
      .describe("Which services: `*` for all, or a list of names and patterns such as `team-*`."),
    expiresInDays: z.int().min(1).max(3650).optional().describe("After how many days it ends; never unless told."),
  })
  .describe("A token to be made.");

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe("How many entries to answer at most, 1 to 100."),
  cursor: z.string().max(1000).optional().describe("`nextCursor` of the page before."),
});

export const waitQuery = z.strictObject({
  wait: z.coerce
    .number()
    .min(0)
    .max(25)
    .default(0)
    .describe("Waits up to so many seconds (at most 25) for something to change before it answers."),
});

export const logsQuery = z.strictObject({
  since: z
    .string()
    .regex(/^\d+[smhd]$|^\d{4}-\d\d-\d\dT/, "must be a duration such as 10m or 2h, or an ISO 8601 time")
    .default("1h")
    .describe("From when on: a duration back from now (`30s`, `10m`, `2h`, `7d`) or an ISO 8601 time."),
  filter: z.string().max(1024).optional().describe("Only lines with these words (a CloudWatch Logs filter pattern)."),
  task: z.string().max(64).optional().describe("Only this task's lines."),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("How many lines at most, 1 to 1000."),
  cursor: z.string().max(4000).optional().describe("`nextCursor` of the page before."),
});
