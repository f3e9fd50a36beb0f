import { print } from "./demo/stage.ts";
import { tellStory } from "./demo/story.ts";
import { fairwayClient } from "./fairway-client.ts";
import { defaults } from "./options.ts";
import { createToken, packageStack } from "./prepare.ts";
import { runLocal } from "./run-local.ts";
import { untilStopped } from "./until-stopped.ts";

/**
 * `npm run demo`: the whole story by itself, in the chapters of `demo/story.ts`. Ends with status 1 if anything turns out
 * otherwise.
 */
const stopped = untilStopped();
const began = Date.now();
print("Packaging Fairway …");
await packageStack();
const running = await runLocal({ ...defaults, port: 0, apiPort: 0 });
try {
  const token = await createToken(running.endpointUrl, running.local.world.region);
  const told = tellStory({ running, fairway: fairwayClient(running.apiUrl, token) }).then(() => true);
  const isWhole = await Promise.race([told, stopped.then(() => false)]);
  if (!isWhole) throw new Error("\nThe demo was stopped before its end.");
  print(`\nThe demo took ${Math.round((Date.now() - began) / 1000)} s.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await running.close();
}
