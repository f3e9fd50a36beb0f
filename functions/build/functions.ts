import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where bundles and archives go, before they are packaged. */
export const buildFolder = join(root, ".build");

/** One Lambda function, as the `function.yml` of its folder declares it. */
export interface FunctionSource {
  /** Its key in serverless.yml: `step-cluster`. */
  readonly name: string;
  /** Its entry: `functions/steps/cluster/handler.ts`, from the project's root. */
  readonly entry: string;
}

/** Finds every function of the project: each folder of functions/ with a `function.yml` and a `handler.ts`. */
export async function findFunctions(): Promise<FunctionSource[]> {
  const found: FunctionSource[] = [];
  for await (const file of glob("functions/**/function.yml", { cwd: root })) {
    const declared = parse(readFileSync(join(root, file), "utf8"), { logLevel: "error" }) as Record<string, unknown>;
    for (const name of Object.keys(declared))
      found.push({ name, entry: relative(root, join(root, dirname(file), "handler.ts")) });
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}
