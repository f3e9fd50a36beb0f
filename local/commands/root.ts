import { fileURLToPath } from "node:url";

/** The project's root folder, where `.serverless/` lies. */
export const root = fileURLToPath(new URL("../..", import.meta.url));
