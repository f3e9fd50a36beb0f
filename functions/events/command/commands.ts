import * as z from "zod";
import type { Command } from "../../../shared/commands/command.ts";
import { lockBody, reasonBody, rollbackBody, scaleBody } from "../../../shared/http/schemas.ts";
import { checkManifest } from "../../../shared/model/manifest.ts";
import { manifestSchema } from "../../../shared/model/manifest-schema.ts";
import type { Problem } from "../../../shared/model/service-spec.ts";

const service = manifestSchema.shape.name;
const deploymentId = z.string("must be a deployment's id").max(80);

/** What a "Fairway Command" can ask for: what the HTTP API takes, in one object. */
const commandSchema = z.discriminatedUnion(
  "command",
  [
    reasonBody.extend({
      command: z.literal("deploy"),
      service,
      /** The whole manifest, or only another image for what serves. */
      manifest: z.record(z.string(), z.unknown(), "must be a manifest").optional(),
      image: manifestSchema.shape.image.optional(),
      supersede: z.boolean("must be true or false").optional(),
      breakGlass: z.boolean("must be true or false").optional(),
    }),
    reasonBody.extend({ command: z.literal("remove"), service }),
    reasonBody.extend({ command: z.literal("restart"), service }),
    reasonBody.extend({ command: z.literal("repair"), service }),
    rollbackBody.extend({ command: z.literal("rollback"), service }),
    scaleBody.extend({ command: z.literal("scale"), service }),
    lockBody.extend({ command: z.literal("lock"), service }),
    z.strictObject({ command: z.literal("unlock"), service }),
    reasonBody.extend({ command: z.literal("cancel"), deploymentId }),
    reasonBody.extend({ command: z.literal("approve"), deploymentId }),
    reasonBody.extend({ command: z.literal("reject"), deploymentId }),
  ],
  "must be deploy, remove, restart, repair, rollback, scale, lock, unlock, cancel, approve or reject",
);

/** Reads the detail of an event: a command, or what is wrong with it by field. Values are never repeated. */
export function readCommand(
  detail: Readonly<Record<string, unknown>>,
): { readonly command: Command; readonly problems?: undefined } | { readonly problems: readonly Problem[] } {
  const { success, data, error } = commandSchema.safeParse(detail);
  if (!success) return { problems: error.issues.flatMap((issue) => explain(issue, detail)) };
  if (data.command === "deploy" && (data.manifest === undefined) === (data.image === undefined))
    return { problems: [{ field: "manifest", message: "send either the whole manifest, or another image" }] };
  if (data.command !== "deploy") return { command: data };
  const { manifest, ...others } = data;
  return { command: { ...others, ...(manifest && { manifest: checkManifest({ name: data.service, ...manifest }) }) } };
}

/** What was meant to be a field, by its looks. Anything else may be what nobody is to read in the audit. */
const fieldName = /^[A-Za-z]\w{0,39}$/;

function explain(issue: z.core.$ZodIssue, detail: Readonly<Record<string, unknown>>): Problem[] {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      field: fieldName.test(key) ? key : "a member",
      message: "is not known here: leave it out",
    }));
  const isMissing = issue.path.length === 1 && detail[String(issue.path[0])] === undefined;
  return [{ field, message: isMissing && issue.code === "invalid_type" ? "is missing" : issue.message }];
}
