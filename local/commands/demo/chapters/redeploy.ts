import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadResult, startLoad } from "../../load.ts";
import { root } from "../../root.ts";
import type { RunningCloud } from "../../run-local.ts";
import { ask, type Chapter, deploy, expect, expectSuccess, hello, helloManifest, print, urlOf } from "../stage.ts";

const requestsPerSecond = 250;

export const redeployUnderLoad: Chapter = {
  title: `Redeploy a new version under ${requestsPerSecond} requests a second`,
  async tell(stage) {
    const url = await urlOf(stage, hello);
    const image = await pushSecondVersion(stage.running);
    const load = startLoad(url, requestsPerSecond);
    let result: LoadResult;
    try {
      expectSuccess(await deploy(stage, helloManifest(image)));
    } finally {
      result = await load.stop();
    }
    print(`  ${result.requests} requests at ${result.rate} a second, ${result.failed} failed`);
    const failures = result.failed === 0 ? "" : ` ${JSON.stringify(result.failures)}`;
    expect(result.failed === 0, `no request failed during the redeployment${failures}`);
    expect(result.rate >= 200, "the load was at least 200 requests a second");
    expect((await ask(url)).message === "Hello again from Fairway", "the new version answers");
  },
};

/** Makes the second version of the sample: the same folder with another greeting. */
async function pushSecondVersion(running: RunningCloud): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fairway-demo-"));
  try {
    await cp(join(root, "local/images/hello"), folder, { recursive: true });
    const server = join(folder, "server.ts");
    await writeFile(server, (await readFile(server, "utf8")).replace("Hello from Fairway", "Hello again from Fairway"));
    return (await running.push(folder, "fairway/hello:2")).reference;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
