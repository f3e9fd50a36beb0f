import type { ServiceKind } from "./contract.ts";
import { type RegistryRow, registry } from "./registry.ts";
import { type Scope, scopeOf, text, type WireRequest } from "./request.ts";
import { matchRoute, type RouteMatch } from "./rest-routes.ts";

/** The format of one request. It is taken from the request, not from the service: CloudWatch is spoken three ways. */
export type Protocol =
  | { readonly kind: "json"; readonly contentType: string }
  | { readonly kind: "form"; readonly style: "query" | "ec2"; readonly form: URLSearchParams }
  | { readonly kind: "rest"; readonly route: RouteMatch };

/** Which operation a request is for. */
export interface Detected {
  readonly service: ServiceKind;
  readonly operation: string;
  readonly protocol: Protocol;
  readonly scope: Scope | undefined;
}

/** Finds out what a request is for. `undefined` when it is no request to any service of the registry. */
export function detect(request: WireRequest): Detected | undefined {
  const scope = scopeOf(request);
  return detectJson(request, scope) ?? detectForm(request, scope) ?? detectRest(request, scope);
}

function detectJson(request: WireRequest, scope: Scope | undefined): Detected | undefined {
  const target = request.headers["x-amz-target"];
  const dot = target?.lastIndexOf(".") ?? -1;
  const row = target && registry.find((candidate) => candidate.target === target.slice(0, dot));
  if (!target || !row) return undefined;
  const contentType = request.headers["content-type"] ?? "application/x-amz-json-1.1";
  return { service: row.kind, operation: target.slice(dot + 1), protocol: { kind: "json", contentType }, scope };
}

function detectForm(request: WireRequest, scope: Scope | undefined): Detected | undefined {
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const form = isForm && request.body.length > 0 ? new URLSearchParams(text(request.body)) : request.query;
  const operation = form.get("Action");
  const row = operation && queryService(form.get("Version"), scope);
  if (!operation || !row) return undefined;
  const style = row.style === "ec2" ? "ec2" : "query";
  return { service: row.kind, operation, protocol: { kind: "form", style, form }, scope };
}

/** The version decides (elbv2 shares its signing name with the older elb), the scope where versions are shared. */
function queryService(version: string | null, scope: Scope | undefined): RegistryRow | undefined {
  const ofVersion = registry.filter((row) => row.version === version);
  return ofVersion.find((row) => row.signingName === scope?.signingName) ?? ofVersion[0];
}

function detectRest(request: WireRequest, scope: Scope | undefined): Detected | undefined {
  const rows = registry.filter((row) => row.style === "rest" && (!scope || row.signingName === scope.signingName));
  for (const row of rows) {
    const route = matchRoute(row.kind, request);
    if (route) return { service: row.kind, operation: route.operation, protocol: { kind: "rest", route }, scope };
  }
  return undefined;
}
