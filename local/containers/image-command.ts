import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalImage } from "../cloud.ts";

export type ImageCommand = Pick<LocalImage, "command" | "environment">;

/**
 * Reads what starts an image from its folder: `image.json` (`{"command": […], "environment": {…}}`), or else the
 * `start` script of `package.json`. Throws an `Error` that says what is missing.
 */
export async function readImageCommand(folder: string): Promise<ImageCommand> {
  const image = await readJson(join(folder, "image.json"));
  if (image) return fromImageFile(image, join(folder, "image.json"));
  const scripts = (await readJson(join(folder, "package.json")))?.scripts as { start?: unknown } | undefined;
  const script = scripts?.start;
  if (typeof script === "string" && script.trim() !== "")
    return { command: fromScript(script.trim()), environment: {} };
  throw new Error(
    `${folder} has neither an image.json with a "command" nor a package.json with a "start" script: add one, for instance {"command": ["node", "server.js"]}.`,
  );
}

function fromImageFile({ command, environment = {} }: Record<string, unknown>, file: string): ImageCommand {
  if (!Array.isArray(command) || command.length === 0 || !command.every((part) => typeof part === "string"))
    throw new Error(`"command" in ${file} must be a list of words, such as ["node", "server.js"].`);
  if (!isTextMap(environment)) throw new Error(`"environment" in ${file} must map names to strings.`);
  return { command, environment };
}

function isTextMap(value: unknown): value is Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one === "string");
}

/**
 * A plain command runs directly, so that it gets the signals itself. What needs a shell is replaced by its one command
 * (`exec`) for the same reason; where there are several, the shell stays, and leaves the signals to them.
 */
function fromScript(script: string): string[] {
  if (/[|&;<>()`\n]/.test(script)) return ["sh", "-c", `trap : TERM; ${script}`];
  if (/^[A-Za-z_]\w*=/.test(script)) return ["sh", "-c", `exec env ${script}`];
  return /[$"'*?[\]#~%\\{}]/.test(script) ? ["sh", "-c", `exec ${script}`] : script.split(/\s+/);
}

async function readJson(path: string): Promise<Record<string, unknown> | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
    throw new Error("it must be an object");
  } catch (error) {
    throw new Error(`${path} is not valid JSON: ${(error as Error).message}`);
  }
}
