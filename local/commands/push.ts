import { resolve } from "node:path";
import { defaults } from "./options.ts";

const usage = `Usage: npm run push -- FOLDER NAME[:TAG]

Makes an image of a folder and stores it in the ECR of the running local cloud. The folder has an image.json
({"command": ["node", "server.js"]}) or a package.json with a start script; what it starts listens on $PORT.

Set AWS_ENDPOINT_URL when the cloud does not listen on http://127.0.0.1:${defaults.port}.
`;

const [folder, name, ...more] = process.argv.slice(2);

if (!folder || !name || more.length > 0 || folder === "--help") {
  process.stdout.write(usage);
  process.exitCode = folder === "--help" ? 0 : 2;
} else {
  await push(folder, name).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

async function push(path: string, image: string): Promise<void> {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? `http://127.0.0.1:${defaults.port}`;
  const response = await fetch(`${endpoint}/_local/images`, {
    method: "POST",
    body: JSON.stringify({ folder: resolve(path), name: image }),
  }).catch(() => {
    throw new Error(`No local cloud answers at ${endpoint}. Start one with npm start, or set AWS_ENDPOINT_URL.`);
  });
  const answer = (await response.json()) as { reference?: string; digest?: string; message?: string };
  if (!response.ok) throw new Error(answer.message);
  console.log(`Pushed ${answer.reference}\n  digest ${answer.digest}`);
}
