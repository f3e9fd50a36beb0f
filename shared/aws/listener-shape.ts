import type { Action, CreateListenerInput, Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ActualListener } from "../plan/facts.ts";
import type { Found } from "../ports/found.ts";
import type { ListenerSettings } from "../ports/listeners.ts";
import { present } from "./present.ts";

export function toListenerSettings(
  settings: ListenerSettings,
): Pick<CreateListenerInput, "Port" | "Protocol" | "Certificates" | "SslPolicy" | "DefaultActions"> {
  return {
    Port: settings.port,
    Protocol: settings.protocol,
    Certificates: settings.certificateArn === undefined ? undefined : [{ CertificateArn: settings.certificateArn }],
    SslPolicy: settings.sslPolicy,
    DefaultActions: [fromAction(settings.action)],
  };
}

function fromAction(action: ListenerSettings["action"]): Action {
  if (action.type === "forward") return { Type: "forward", TargetGroupArn: action.targetGroupArn };
  return {
    Type: "redirect",
    RedirectConfig: { Protocol: action.protocol, Port: String(action.port), StatusCode: action.status },
  };
}

/** A listener as DescribeListeners tells it, which leaves out the tags. */
export function toListener(listener: Listener): Omit<Found<ActualListener>, "tags"> {
  return {
    arn: present(listener.ListenerArn, "the listener's ARN"),
    loadBalancerArn: present(listener.LoadBalancerArn, "the listener's load balancer"),
    port: listener.Port ?? 0,
    protocol: listener.Protocol ?? "",
    certificateArn: listener.Certificates?.[0]?.CertificateArn,
    sslPolicy: listener.SslPolicy,
    action: toAction(listener.DefaultActions ?? []),
  };
}

function toAction(actions: readonly Action[]): ActualListener["action"] {
  const [action] = actions;
  if (actions.length !== 1 || action === undefined) return other(actions);
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  const targetGroupArn = action.TargetGroupArn ?? groups[0]?.TargetGroupArn;
  if (action.Type === "forward" && targetGroupArn !== undefined && groups.length <= 1) {
    return { type: "forward", targetGroupArn };
  }
  const redirect = action.RedirectConfig;
  if (action.Type === "redirect" && redirect !== undefined && keepsAddress(redirect)) {
    const { Protocol: protocol = "", Port: port = "", StatusCode: status = "" } = redirect;
    return { type: "redirect", protocol, port, status };
  }
  return other(actions);
}

/** Whether a redirect leads to the host, path and query that were asked for: ELB's defaults, which it may spell out. */
function keepsAddress({ Host, Path, Query }: NonNullable<Action["RedirectConfig"]>): boolean {
  return (
    [undefined, "#{host}"].includes(Host) &&
    [undefined, "/#{path}"].includes(Path) &&
    [undefined, "#{query}"].includes(Query)
  );
}

function other(actions: readonly Action[]): ActualListener["action"] {
  return { type: "other", description: JSON.stringify(actions) };
}
