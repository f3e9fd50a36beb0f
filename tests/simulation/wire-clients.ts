import { registryRow } from "../../local/edge/registry.ts";
import type { InProcessHandler } from "../../local/edge/request-handler.ts";
import type { Caller, ClientKind } from "./plain-clients.ts";
import { retriesOn } from "./retries.ts";
import { withTimeout } from "./time-limit.ts";

/** A client of the SDK as it is, whose requests go to the edge as bytes. */
export function wireClient({ service, Client, maxAttempts }: ClientKind, caller: Caller): unknown {
  const { world, edge } = caller;
  const tries = maxAttempts ?? caller.maxAttempts;
  return new Client({
    region: world.region,
    endpoint: "http://simulated",
    maxAttempts: tries,
    retryStrategy: retriesOn(world, tries),
    requestHandler: timed(edge.requestHandler(), caller),
    credentials: { accessKeyId: "replaced-by-the-signer", secretAccessKey: "none" },
    signer: signerOf(registryRow(service).signingName, caller),
  } as never);
}

/** Names who calls and whom, without the arithmetic of a signature, which the local cloud does not check. */
function signerOf(signingName: string, { world, accessKeyId }: Caller) {
  return {
    sign: async (request: { headers: Record<string, string> }) => {
      request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId()}/20260101/${world.region}/${signingName}/aws4_request, SignedHeaders=host, Signature=none`;
      return request;
    },
  };
}

function timed(handler: InProcessHandler, { world, timeoutMilliseconds }: Caller): InProcessHandler {
  return {
    ...handler,
    handle: (request, options) => withTimeout(handler.handle(request, options), world.clock, timeoutMilliseconds),
  };
}
