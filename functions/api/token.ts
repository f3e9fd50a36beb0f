import { parseArgs } from "node:util";
import { createDynamoDbClient } from "../../shared/aws/clients.ts";
import { createTable } from "../../shared/aws/table.ts";
import { mintToken } from "../../shared/commands/tokens.ts";
import { systemClock } from "../../shared/config/system-clock.ts";
import { systemRandom } from "../../shared/config/system-random.ts";
import { tokenBody } from "../../shared/http/schemas.ts";
import { createStore } from "../../shared/store/store.ts";
import { roles } from "../../shared/store/tokens.ts";

const usage = `Usage: npm run token -- --name NAME --role ROLE [options]

Makes a bearer token for Fairway's HTTP API, straight in its table: the way to the first one. It uses your AWS
credentials, and region and endpoint from the environment, and prints the token this once.

  --name NAME          whose it is and what for
  --person PERSON      the person whose it is, the same on each of theirs: an e-mail address, a Slack user's id
  --role ROLE          ${roles.join(", ")}
  --scope PATTERNS     which services: * (default) or names and patterns with commas between, such as team-*,web
  --expires-days N     after how many days it ends; never unless told
  --table NAME         the installation's table (default: FAIRWAY_TABLE, else fairway)
  --quiet              print the token only

For a local cloud, say where it is, with any credentials:
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x npm run token -- …
`;

/** Which option a field of the wish comes from. */
const optionOf: Readonly<Record<string, string>> = {
  name: "--name",
  person: "--person",
  role: "--role",
  scope: "--scope",
  expiresInDays: "--expires-days",
};

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      name: { type: "string" },
      person: { type: "string" },
      role: { type: "string" },
      scope: { type: "string", default: "*" },
      "expires-days": { type: "string" },
      table: { type: "string", default: process.env.FAIRWAY_TABLE ?? "fairway" },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const wish = tokenBody.safeParse({
    name: values.name,
    ...(values.person !== undefined && { person: values.person }),
    role: values.role,
    scope: values.scope === "*" ? "*" : values.scope.split(",").map((pattern) => pattern.trim()),
    ...(values["expires-days"] !== undefined && { expiresInDays: Number(values["expires-days"]) }),
  });

  if (values.help) {
    process.stdout.write(usage);
  } else if (!wish.success) {
    const problems = wish.error.issues.map(({ path, message }) => `  ${optionOf[String(path[0])]} ${message}\n`);
    process.stderr.write(`${problems.join("")}\n${usage}`);
    process.exitCode = 2;
  } else {
    const { tokens } = createStore(createTable(createDynamoDbClient(), values.table));
    const { token, record } = mintToken({ clock: systemClock, random: systemRandom }, wish.data, "npm run token");
    await tokens.create(record);
    if (values.quiet) console.log(token);
    else console.log(`${token}\n\nKeep it: it is shown this once. Revoke it with DELETE /v1/tokens/${record.id}.`);
  }
}

/** What a person can do about the errors that are met here. */
function explain(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === "ResourceNotFoundException")
    return "There is no such table: install the stack first, or say --table NAME.";
  if (name === "CredentialsProviderError" || /Region is missing/.test(message))
    return `${message}: set AWS credentials and AWS_REGION. npm run token -- --help tells how.`;
  return message;
}
