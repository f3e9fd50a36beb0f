import { parseArgs } from "node:util";
import { createDynamoDbClient } from "../../shared/aws/clients.ts";
import { createTable } from "../../shared/aws/table.ts";
import { mintToken } from "../../shared/commands/tokens.ts";
import { systemClock } from "../../shared/config/system-clock.ts";
import { systemRandom } from "../../shared/config/system-random.ts";
import { createStore } from "../../shared/store/store.ts";
import { type Role, roles } from "../../shared/store/tokens.ts";

const usage = `Usage: npm run token -- --name NAME --role ROLE [options]

Makes a bearer token for Fairway's HTTP API, straight in its table: the way to the first one. It uses your AWS
credentials, and region and endpoint from the environment, and prints the token this once.

  --name NAME          whose it is and what for
  --role ROLE          ${roles.join(", ")}
  --scope PATTERNS     which services: * (default) or names and patterns with commas between, such as team-*,web
  --expires-days N     after how many days it ends; never unless told
  --table NAME         the installation's table (default: FAIRWAY_TABLE, else fairway)
  --quiet              print the token only
`;

const { values } = parseArgs({
  options: {
    name: { type: "string" },
    role: { type: "string" },
    scope: { type: "string", default: "*" },
    "expires-days": { type: "string" },
    table: { type: "string", default: process.env.FAIRWAY_TABLE ?? "fairway" },
    quiet: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const role = roles.find((known) => known === values.role);
const expiresInDays = values["expires-days"] === undefined ? undefined : Number(values["expires-days"]);
const isDays = expiresInDays === undefined || (Number.isInteger(expiresInDays) && expiresInDays > 0);

if (values.help) {
  process.stdout.write(usage);
} else if (!values.name || !role || !isDays) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await create({ name: values.name, role }).catch((error: Error) => {
    console.error(`No token was made: ${error.message}. Is this the installation's account, region and table?`);
    process.exitCode = 1;
  });
}

async function create({ name, role: wanted }: { name: string; role: Role }): Promise<void> {
  const { tokens } = createStore(createTable(createDynamoDbClient(), values.table));
  const scope = values.scope === "*" ? "*" : values.scope.split(",").map((pattern) => pattern.trim());
  const wish = { name, role: wanted, scope, expiresInDays } as const;
  const { token, record } = mintToken({ clock: systemClock, random: systemRandom }, wish, "npm run token");
  await tokens.create(record);
  if (values.quiet) console.log(token);
  else console.log(`${token}\n\nKeep it: it is shown this once. Revoke it with DELETE /v1/tokens/${record.id}.`);
}
