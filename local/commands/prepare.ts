import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./root.ts";

/** Any credentials do: the local cloud takes those which it did not issue for the account's administrator's. */
export const administrator = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" } as const;

/** Packages the stack, as `npm run package` does; quick when nothing has changed. */
export async function packageStack(): Promise<void> {
  await runScript("functions/build/package.ts", [], {});
}

/** Makes the first admin token, as a person would in an account: with `npm run token`. */
export async function createToken(endpointUrl: string, region: string): Promise<string> {
  const output = await runScript("functions/api/token.ts", ["--name", "local-admin", "--role", "admin", "--quiet"], {
    ...administrator,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: region,
  });
  return output.trim();
}

/** Runs one of the project's scripts in a process of its own and answers what it printed. */
function runScript(script: string, args: readonly string[], environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${script} failed:\n${errors || output}`));
    });
  });
}
