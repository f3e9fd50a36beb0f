import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a command of the aws CLI against a local cloud, and answers what it printed. */
export async function runAws<Answer>(endpointUrl: string, command: string): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    "aws",
    ["--endpoint-url", endpointUrl, "--output", "json", ...command.split(" ")],
    {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_PAGER: "",
      },
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  return JSON.parse(stdout) as Answer;
}
