import { manifestSchema } from "../../shared/model/manifest-schema.ts";
import { components, documentedRoutes, problems } from "./api-documentation.ts";
import { buildOpenApi } from "./openapi.ts";
import { toEditorSchema } from "./to-schema.ts";

/** The documents that are made from the schemas which the product itself parses with, by where they belong. */
export const documents: Readonly<Record<string, unknown>> = {
  "docs/manifest.schema.json": toEditorSchema(manifestSchema),
  "docs/openapi.json": buildOpenApi(documentedRoutes, components, problems),
};

/** The text of a document's file. */
export function printDocument(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
