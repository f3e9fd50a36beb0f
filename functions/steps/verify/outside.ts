import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Web, WebAnswer } from "../../../shared/ports/web.ts";

/**
 * The real outside. A certificate is for the team's own domain and never for the load balancer's name, so that its
 * name is not checked: whether the page answers is asked here, not who answers.
 */
export const outside: Web = {
  get: (url, timeoutSeconds) =>
    new Promise<WebAnswer>((resolve) => {
      const options = { method: "GET", timeout: timeoutSeconds * 1000, agent: false } as const;
      const request = url.startsWith("https:")
        ? httpsRequest(url, { ...options, rejectUnauthorized: false })
        : httpRequest(url, options);
      request.on("response", (response) => {
        response.resume();
        resolve({ kind: "status", status: response.statusCode ?? 0 });
      });
      request.on("timeout", () => request.destroy(new Error(`no answer within ${timeoutSeconds} s`)));
      request.on("error", (error) => resolve({ kind: "unreachable", reason: error.message }));
      request.end();
    }),
};
