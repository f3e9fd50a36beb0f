import type { ParsedManifest } from "../model/manifest.ts";

/**
 * A command as a message brings it, whichever door it comes by: an event of the bus, a line of chat. What a request over
 * HTTP asks for stands in its route.
 */
export type Command =
  | DeployRequest
  | (OfService & Because & { readonly command: "remove" | "restart" | "repair" })
  | (OfService & Because & { readonly command: "rollback"; readonly release?: number | undefined })
  | (OfService & { readonly command: "scale"; readonly count: number | "auto" })
  | (OfService & { readonly command: "lock"; readonly reason: string })
  | (OfService & { readonly command: "unlock" })
  | (Because & { readonly command: "cancel" | "approve" | "reject"; readonly deploymentId: string });

/** Either the whole manifest, as its door has read it, or another image for what serves. */
export type DeployRequest = OfService &
  Because & {
    readonly command: "deploy";
    readonly manifest?: ParsedManifest | undefined;
    readonly image?: string | undefined;
    readonly supersede?: boolean | undefined;
    readonly breakGlass?: boolean | undefined;
  };

interface OfService {
  readonly service: string;
}

interface Because {
  readonly reason?: string | undefined;
}
