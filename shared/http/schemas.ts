import * as z from "zod";
import { auditFormats } from "./audit-formats.ts";
import { decodeCursor } from "./cursor.ts";

/** What the API takes besides manifests: bodies and query parameters. Each field is described for the documentation too. */

const whole = (from: number, to: number) =>
  z.coerce.number(`must be a whole number from ${from} to ${to}`).int(`must be a whole number from ${from} to ${to}`);

/** A whole number in a query, which is text. */
const wholeParameter = (from: number, to: number) =>
  whole(from, to).min(from, `must be at least ${from}`).max(to, `must be at most ${to}`);

const countMessage = 'must be a whole number from 0 to 1000, or "auto"';

export const scaleBody = z
  .strictObject({
    count: z
      .union([z.int(countMessage).min(0, countMessage).max(1000, countMessage), z.literal("auto")], countMessage)
      .describe(
        "How many tasks to run, from 0 to 1000, until it is released; `auto` gives the count back to the manifest.",
      ),
  })
  .describe("Fixes or releases the number of tasks.");

const scopePattern = z
  .string("must be a service's name, or a pattern such as team-*")
  .regex(/^[a-z0-9*-]{1,64}$/, "must be a service's name, or a pattern such as team-*");

export const tokenBody = z
  .strictObject({
    name: z
      .string("must be a text of 1 to 100 characters")
      .regex(/^[^\p{C}]{1,100}$/u, "must be a text of 1 to 100 characters, without control characters")
      .describe("Whose token it is and what for; shown in the audit."),
    person: z
      .string("must be a text of 1 to 100 characters")
      .regex(/^[^\p{C}\p{Z}]{1,100}$/u, "must be a text of 1 to 100 characters, without blanks")
      .optional()
      .describe(
        "The person whose it is: an e-mail address or a Slack user's id, the same on each of their tokens and in `slack.yml`. What a person asks for by one they cannot approve by another.",
      ),
    role: z
      .enum(["viewer", "operator", "deployer", "admin"], "must be viewer, operator, deployer or admin")
      .describe(
        "viewer looks; operator also scales, rolls back, restarts and repairs; deployer also deploys and removes; admin also keeps the tokens.",
      ),
    scope: z
      .union([z.literal("*"), z.array(scopePattern).min(1).max(50)], {
        error: 'must be "*", or a list of 1 to 50 names and patterns such as team-*',
      })
      .default("*")
      .describe("Which services: `*` for all, or a list of names and patterns such as `team-*`."),
    expiresInDays: z
      .int("must be a whole number of days")
      .min(1, "must be at least 1")
      .max(3650, "must be at most 3650")
      .optional()
      .describe("After how many days it ends; never unless told."),
  })
  .describe("A token to be made.");

export const idTokenBody = z
  .strictObject({
    idToken: z
      .string("must be an ID token")
      .regex(/^[\w-]{1,4000}\.[\w-]{1,12000}\.[\w-]{1,2000}$/, "must be an ID token: three parts with dots between")
      .describe("The token that the identity provider gave, for the audience that `oidc.yml` names."),
  })
  .describe("An identity provider's token, to be exchanged for one of ours.");

const cursorMessage = "must be the nextCursor of an answer";

const cursor = z
  .string()
  .max(4000, { error: cursorMessage, abort: true })
  .refine((text) => decodeCursor(text) !== undefined, cursorMessage)
  .transform((text) => decodeCursor(text) ?? "")
  .optional()
  .describe("`nextCursor` of the page before.");

const pageLimit = wholeParameter(1, 100).default(50).describe("How many entries to answer at most, 1 to 100.");

export const pageQuery = z.strictObject({ limit: pageLimit, cursor });

const instant = (meaning: string) =>
  z
    .string()
    .regex(/^2\d{3}-/, { error: instantMessage, abort: true })
    .pipe(z.iso.datetime({ offset: true, error: instantMessage }))
    .transform((text) => Date.parse(text))
    .optional()
    .describe(meaning);

const instantMessage = "must be an ISO 8601 instant: 2026-11-01T00:00:00Z";

/** A month is a query of its own: how far the audit is looked through for one answer. */
export const longestSpanDays = 366;

export const auditQuery = z
  .strictObject({
    month: z
      .string()
      .regex(/^2\d{3}-(0[1-9]|1[0-2])$/, "must be a month: 2026-11")
      .optional()
      .describe("Which month's lines (in UTC), such as `2026-11`: the present one's unless told."),
    from: instant(
      `In place of a month, from when on: an ISO 8601 instant such as \`2026-11-01T00:00:00Z\`. At most ${longestSpanDays} days at once.`,
    ),
    to: instant("Until before when: until now unless told. Only with `from`."),
    format: z
      .enum(auditFormats, `must be ${auditFormats.join(", ")}`)
      .optional()
      .describe("As what: what `Accept` prefers unless told, and `json` where it says nothing of that."),
    limit: wholeParameter(1, 5000)
      .optional()
      .describe("How many lines to answer at most, 1 to 5000: 50 unless told, and 5000 as ndjson or csv."),
    cursor,
  })
  .superRefine(({ month, from, to }, { addIssue }) => {
    const refuse = (path: string, message: string) => addIssue({ code: "custom", path: [path], message });
    if (month !== undefined && (from ?? to) !== undefined) refuse("month", "say either a month, or from and to");
    else if (to !== undefined && from === undefined) refuse("from", "must be told with to");
  });

const reason = z
  .string()
  .max(500, "must have at most 500 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be one line of text")
  .optional()
  .describe("Why it is done: for the audit and, of a deployment, for the ledger of releases.");

export const reasonQuery = z.strictObject({ reason });

const breakGlass = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .describe("`true` goes without the approval that the service needs, where the caller's role may; `reason` says why.");

export const createQuery = z.strictObject({ reason, breakGlass });

export const putQuery = z.strictObject({
  reason,
  breakGlass,
  supersede: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .describe(
      "`true` takes the place of a deployment that is under way: that one is undone and ends SUPERSEDED, and this one goes on after it.",
    ),
});

export const lockBody = z
  .strictObject({
    reason: z
      .string("must be a text of 1 to 500 characters")
      .min(1, "must say why")
      .max(500, "must have at most 500 characters")
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be one line of text")
      .describe("Why nothing is to be changed: shown to whoever tries."),
  })
  .describe("A lock.");

export const reasonBody = z.strictObject({ reason }).describe("Why it is done.");

export const rollbackBody = z
  .strictObject({
    release: z
      .int("must be the number of a release")
      .min(1, "must be the number of a release, from 1 on")
      .optional()
      .describe("The number of the release to go back to; the one before the serving one unless told."),
    reason,
  })
  .describe("Where to go back to, and why.");

export const waitQuery = z.strictObject({
  wait: z.coerce
    .number("must be a number of seconds from 0 to 25")
    .min(0, "must be at least 0")
    .max(25, "must be at most 25")
    .default(0)
    .describe("Waits up to so many seconds (at most 25) for something to change before it answers."),
});

const sincePattern = /^\d{1,6}[smhd]$|^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?$/;

const since = z
  .string()
  .regex(sincePattern, { error: "must be a duration such as 10m or 2h, or an ISO 8601 time", abort: true })
  .refine((text) => /^\d+[smhd]$/.test(text) || !Number.isNaN(Date.parse(text)), "is not a time that there is");

const sinceMeaning = "From when on: a duration back from now (`30s`, `10m`, `2h`, `7d`) or an ISO 8601 time.";

export const sinceQuery = z.strictObject({
  since: since.optional().describe(`${sinceMeaning} All that are kept unless told.`),
  limit: pageLimit,
  cursor,
});

export const logsQuery = z.strictObject({
  since: since.default("1h").describe(sinceMeaning),
  filter: z
    .string()
    .min(1, "must have at least 1 character")
    .max(1024, "must have at most 1024 characters")
    .optional()
    .describe("Only lines with these words (a CloudWatch Logs filter pattern)."),
  task: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, "must be a task's id")
    .optional()
    .describe("Only this task's lines."),
  limit: wholeParameter(1, 1000).default(100).describe("How many lines at most, 1 to 1000."),
  cursor,
});
