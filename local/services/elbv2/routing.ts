import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import { loadBalancerOf } from "./associations.ts";
import { errors } from "./errors.ts";
import type { Elbv2State, LoadBalancer, RoutingAction } from "./state.ts";

export type ActionInput = NonNullable<Input<"elbv2", "CreateRule">["Actions"]>[number];

/** Reads what a listener or a rule shall do with a request, and checks it against the load balancer it is for. */
export function readAction(
  state: Elbv2State,
  loadBalancer: LoadBalancer,
  actions: readonly ActionInput[] | undefined,
): RoutingAction {
  const [action, more] = actions ?? [];
  if (!action) throw errors.validation("At least one action must be specified");
  if (more) throw errors.notImplemented("authentication actions: give one action");
  switch (action.Type) {
    case "forward":
      return readForward(state, loadBalancer, action);
    case "redirect":
      return readRedirect(action);
    case "fixed-response":
      return readFixedResponse(action);
    default:
      throw errors.notImplemented(`action of type '${action.Type}'`);
  }
}

function readForward(state: Elbv2State, loadBalancer: LoadBalancer, action: ActionInput): RoutingAction {
  const tuples = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }];
  if (tuples.length === 0 || tuples.length > 5) {
    throw errors.validation("A forward action must have between 1 and 5 target groups");
  }
  const groups = tuples.map(({ TargetGroupArn: arn = "", Weight: weight = 1 }) => {
    const group = state.targetGroups.get(arn);
    if (!group) throw errors.targetGroupsNotFound(arn ? [arn] : []);
    if (weight < 0 || weight > 999) throw errors.validation(`Weight '${weight}' must be in the range 0-999`);
    if (group.network && group.network.vpcId !== loadBalancer.vpcId) {
      throw errors.invalidConfiguration(
        `The following target groups are not in the same VPC as the load balancer '${loadBalancer.arn}': ${arn}`,
      );
    }
    const other = loadBalancerOf(state, group);
    if (other && other !== loadBalancer) {
      throw new AwsError(
        "TargetGroupAssociationLimitException",
        `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      );
    }
    return { arn, weight };
  });
  return { kind: "forward", groups };
}

function readRedirect({ RedirectConfig: config }: ActionInput): RoutingAction {
  if (!config?.StatusCode) throw errors.validation("A redirect action must have a status code");
  const redirect = {
    kind: "redirect",
    protocol: config.Protocol ?? "#{protocol}",
    host: config.Host ?? "#{host}",
    port: config.Port ?? "#{port}",
    path: config.Path ?? "/#{path}",
    query: config.Query ?? "#{query}",
    status: config.StatusCode === "HTTP_301" ? 301 : 302,
  } as const;
  if (!["HTTP", "HTTPS", "#{protocol}"].includes(redirect.protocol)) {
    throw errors.validation(`Redirect protocol '${redirect.protocol}' must be HTTP, HTTPS or #{protocol}`);
  }
  const same = (["protocol", "host", "port", "path"] as const).every((part) => redirect[part].endsWith(`#{${part}}`));
  if (same) {
    throw errors.invalidConfiguration(
      "A redirect must modify at least one of the following components to avoid a loop: protocol, hostname, port or path",
    );
  }
  return redirect;
}

function readFixedResponse({ FixedResponseConfig: config }: ActionInput): RoutingAction {
  const status = config?.StatusCode ?? "";
  if (!/^[245]\d\d$/.test(status))
    throw errors.validation(`Fixed response status code '${status}' must be 2XX, 4XX or 5XX`);
  const body = config?.MessageBody ?? "";
  if (body.length > 1024) throw errors.validation("Fixed response message body cannot be longer than 1024 characters");
  return { kind: "fixed-response", status: Number(status), contentType: config?.ContentType ?? "text/plain", body };
}

export type ActionView = { Type: "forward" | "redirect" | "fixed-response"; Order?: number } & Omit<
  ActionInput,
  "Type"
>;

/** The same as AWS writes it in an answer. */
export function viewAction(action: RoutingAction): ActionView {
  switch (action.kind) {
    case "forward":
      return {
        Type: "forward",
        ...(action.groups.length === 1 && { TargetGroupArn: action.groups[0]?.arn }),
        ForwardConfig: {
          TargetGroups: action.groups.map((group) => ({ TargetGroupArn: group.arn, Weight: group.weight })),
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };
    case "redirect":
      return {
        Type: "redirect",
        RedirectConfig: {
          Protocol: action.protocol,
          Host: action.host,
          Port: action.port,
          Path: action.path,
          Query: action.query,
          StatusCode: `HTTP_${action.status}`,
        },
      };
    case "fixed-response":
      return {
        Type: "fixed-response",
        FixedResponseConfig: {
          StatusCode: String(action.status),
          ContentType: action.contentType,
          MessageBody: action.body,
        },
      };
  }
}
