import { request } from "node:http";
import type { ProbeResult } from "../cloud.ts";

/**
 * One HTTP GET on a connection of its own, as a health check makes it: redirects are not followed, and only the
 * status counts. `timeout` milliseconds are for the whole of it, in the machine's own time.
 */
export function probeSocket(
  endpoint: { readonly host: string; readonly port: number },
  hostHeader: string,
  path: string,
  timeout: number,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const probe = request({
      host: endpoint.host,
      port: endpoint.port,
      path,
      agent: false,
      signal: AbortSignal.timeout(timeout),
      headers: { host: hostHeader, "user-agent": "ELB-HealthChecker/2.0", connection: "close" },
    });
    probe.on("response", (response) => {
      resolve({ kind: "status", status: response.statusCode ?? 0 });
      response.resume();
    });
    probe.on("error", (error) => {
      const timedOut = error.name === "AbortError" || error.name === "TimeoutError";
      resolve({ kind: timedOut ? "timeout" : "refused" });
    });
    probe.end();
  });
}
