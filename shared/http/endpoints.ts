import type * as z from "zod";
import {
  auditQuery,
  createQuery,
  logsQuery,
  pageQuery,
  putQuery,
  reasonQuery,
  sinceQuery,
  waitQuery,
} from "./schemas.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One operation of the HTTP API, as its functions, its documentation and its tests agree on it. */
export interface Endpoint {
  readonly method: Method;
  /** As API Gateway and OpenAPI both write it: `/v1/services/{name}`. */
  readonly path: string;
  /** The query parameters that it takes; none where it is absent. */
  readonly query?: z.ZodObject;
  /** Needs no credential. */
  readonly isPublic?: boolean;
}

/** Every operation, by the name that it has in generated clients. */
export const endpoints = {
  getHealth: { method: "GET", path: "/healthz", isPublic: true },
  getOpenApi: { method: "GET", path: "/openapi.json", isPublic: true },
  listServices: { method: "GET", path: "/v1/services", query: pageQuery },
  createService: { method: "POST", path: "/v1/services", query: createQuery },
  getService: { method: "GET", path: "/v1/services/{name}" },
  putService: { method: "PUT", path: "/v1/services/{name}", query: putQuery },
  removeService: { method: "DELETE", path: "/v1/services/{name}", query: reasonQuery },
  planService: { method: "POST", path: "/v1/services/{name}/plan" },
  scaleService: { method: "POST", path: "/v1/services/{name}/scale" },
  rollBackService: { method: "POST", path: "/v1/services/{name}/rollback" },
  restartService: { method: "POST", path: "/v1/services/{name}/restart" },
  repairService: { method: "POST", path: "/v1/services/{name}/repair" },
  getDrift: { method: "GET", path: "/v1/services/{name}/drift" },
  listReleases: { method: "GET", path: "/v1/services/{name}/releases", query: pageQuery },
  listTasks: { method: "GET", path: "/v1/services/{name}/tasks" },
  listLogs: { method: "GET", path: "/v1/services/{name}/logs", query: logsQuery },
  listIncidents: { method: "GET", path: "/v1/services/{name}/incidents", query: sinceQuery },
  listDecisions: { method: "GET", path: "/v1/services/{name}/decisions", query: sinceQuery },
  approveDeployment: { method: "POST", path: "/v1/deployments/{id}/approve" },
  rejectDeployment: { method: "POST", path: "/v1/deployments/{id}/reject" },
  cancelDeployment: { method: "POST", path: "/v1/deployments/{id}/cancel", query: reasonQuery },
  getDeployment: { method: "GET", path: "/v1/deployments/{id}", query: waitQuery },
  listLocks: { method: "GET", path: "/v1/locks", query: pageQuery },
  putLock: { method: "PUT", path: "/v1/locks/{lock}" },
  removeLock: { method: "DELETE", path: "/v1/locks/{lock}" },
  listTokens: { method: "GET", path: "/v1/tokens", query: pageQuery },
  createToken: { method: "POST", path: "/v1/tokens" },
  exchangeIdToken: { method: "POST", path: "/v1/tokens/oidc", isPublic: true },
  revokeToken: { method: "DELETE", path: "/v1/tokens/{id}" },
  listDeadLetters: { method: "GET", path: "/v1/dead-letters", query: pageQuery },
  replayDeadLetter: { method: "POST", path: "/v1/dead-letters/{id}/replay" },
  listAudit: { method: "GET", path: "/v1/audit", query: auditQuery },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type OperationId = keyof typeof endpoints;
