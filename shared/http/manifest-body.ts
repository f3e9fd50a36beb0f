import { checkManifest } from "../model/manifest.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { readBodyDocument } from "./body.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";

/** Reads the manifest of a request. Where the path names the service, the manifest may leave the name out but not differ. */
export function readManifest(request: ApiRequest, name?: string): ServiceSpec {
  const document = readBodyDocument(request);
  const isObject = typeof document === "object" && document !== null && !Array.isArray(document);
  const { spec, problems } = checkManifest(name !== undefined && isObject ? { name, ...document } : document);
  if (problems !== undefined) throw new HttpProblem(422, "The manifest cannot be deployed.", { problems });
  if (name === undefined || spec.name === name) return spec;
  const message = `is ${spec.name}, but the path says ${name}: make them the same, or leave it out here`;
  throw new HttpProblem(422, "The manifest is another service's.", { problems: [{ field: "name", message }] });
}
