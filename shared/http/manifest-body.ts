import { checkManifest } from "../model/manifest.ts";
import { type DocumentFormat, guessFormat, readDocument } from "../model/read-document.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { acceptDocument, bodyType, formType, requireBody } from "./body.ts";
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

const formats: Readonly<Record<string, DocumentFormat>> = {
  "application/json": "json",
  "application/yaml": "yaml",
  "application/x-yaml": "yaml",
  "text/yaml": "yaml",
  "text/x-yaml": "yaml",
};

function readBodyDocument(request: ApiRequest): unknown {
  const type = bodyType(request);
  const format = type !== undefined && Object.hasOwn(formats, type) ? formats[type] : undefined;
  if (type !== undefined && format === undefined)
    throw new HttpProblem(415, "A manifest is JSON (content-type: application/json) or YAML (application/yaml).");
  requireBody(request, "JSON (application/json) or YAML (application/yaml)");
  return acceptDocument(readDocument(request.body, format), hint(request));
}

/** `curl -d @manifest.yml` takes the line ends away, and with them the meaning. */
function hint({ headers, body }: ApiRequest): string {
  const isForm = headers["content-type"]?.toLowerCase().startsWith(formType) === true;
  return isForm && guessFormat(body) === "yaml" && !body.includes("\n")
    ? " curl sends a YAML file as it is with --data-binary @file, and without its line ends with -d."
    : "";
}
