import type { Action, CreateListenerInput, Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ActualListener } from "../plan/facts.ts";
import type { Found } from "../ports/found.ts";
import type { ListenerSettings } from "../ports/listeners.ts";
import { present } from "./present.ts";

type Forward = Extract<ListenerSettings["action"], { type: "forward" }>;

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
  if (action.type === "forward") return toForward(action);
  return {
    Type: "redirect",
    RedirectConfig: { Protocol: action.protocol, Port: String(action.port), StatusCode: action.status },
  };
}

export function toForward({ targetGroupArn, idleTargetGroupArn }: Forward): Action {
  if (idleTargetGroupArn === undefined) return { Type: "forward", TargetGroupArn: targetGroupArn };
  return {
    Type: "forward",
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: targetGroupArn, Weight: 1 },
        { TargetGroupArn: idleTargetGroupArn, Weight: 0 },
      ],
    },
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

export function toAction(actions: readonly Action[]): ActualListener["action"] {
  const [action] = actions;
  if (actions.length !== 1 || action === undefined) return other(actions);
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  const [busy, more] = groups.filter(({ Weight }) => Weight !== 0);
  const idle = groups.filter(({ Weight }) => Weight === 0);
  const targetGroupArn = busy?.TargetGroupArn ?? action.TargetGroupArn;
  if (action.Type === "forward" && targetGroupArn !== undefined && more === undefined && idle.length <= 1) {
    const idleTargetGroupArn = idle[0]?.TargetGroupArn;
    return { type: "forward", targetGroupArn, ...(idleTargetGroupArn !== undefined && { idleTargetGroupArn }) };
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
