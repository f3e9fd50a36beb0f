import { formatCall } from "../edge/call-log.ts";
import { type FairwayClient, fairwayClient } from "./fairway-client.ts";
import { type LocalOptions, parseStartOptions, startHelp } from "./options.ts";
import { createToken, packageStack } from "./prepare.ts";
import { stepPrinter } from "./progress.ts";
import type { RunningCloud } from "./run-local.ts";
import { untilStopped } from "./until-stopped.ts";

/** `npm start`: Fairway in a local cloud, with a sample service, until Ctrl-C. */
const print = (line: string): void => console.log(line);

async function main(options: LocalOptions): Promise<void> {
  const stopped = untilStopped();
  print("Packaging Fairway …");
  // The cloud's own code is read meanwhile: it takes a second, and packaging leaves a core free.
  const [{ runLocal }] = await Promise.all([import("./run-local.ts"), packageStack()]);
  print("Starting the local cloud …");
  const running = await runLocal(options);
  try {
    if (options.calls) running.local.edge.callLog.onCall((call) => print(formatCall(call)));
    await Promise.race([stopped, greet(running, options)]);
    await stopped;
    print("\nStopping …");
  } finally {
    await running.close();
  }
}

/** Makes the first token, deploys the sample, and tells a person what is where. */
async function greet(running: RunningCloud, options: LocalOptions): Promise<void> {
  const token = await createToken(running.endpointUrl, options.region);
  const url = options.sample ? await deploySample(running, fairwayClient(running.apiUrl, token)) : undefined;
  print(summary(running, options, token, url));
}

async function deploySample({ local }: RunningCloud, fairway: FairwayClient): Promise<string | undefined> {
  const { account, region } = local.world;
  const manifest = {
    name: "hello",
    image: `${account}.dkr.ecr.${region}.amazonaws.com/fairway/hello:1`,
    port: 8080,
    healthCheck: { path: "/health" },
  };
  print(`Deploying ${manifest.name} from ${manifest.image} …`);
  const { id } = await fairway.begin("PUT", `/v1/services/${manifest.name}`, manifest);
  const deployment = await fairway.follow(id, stepPrinter(print));
  if (deployment.status !== "SUCCEEDED")
    print(`The deployment ended ${deployment.status}: ${deployment.error?.message ?? "see its steps"}`);
  return deployment.url;
}

function summary({ apiUrl, endpointUrl }: RunningCloud, options: LocalOptions, token: string, url?: string): string {
  return `
Fairway is up. Nothing of it survives Ctrl-C.

  Fairway API     ${apiUrl}
  Token (admin)   ${token}
  AWS endpoint    ${endpointUrl}   (account ${options.account}, region ${options.region}, any credentials)
${url ? `  Sample service  ${url}\n` : ""}
Try:
${url ? `  curl ${url}\n` : ""}  curl -H "authorization: Bearer ${token}" ${apiUrl}/v1/services
  AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_DEFAULT_REGION=${options.region} aws --endpoint-url ${endpointUrl} ecs list-tasks --cluster fairway
  npm run push -- ./my-app my-app:1
  npm run slack -- "status"
`;
}

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(startHelp);
  else await main(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
