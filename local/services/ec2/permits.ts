import { containsAddress } from "./cidr.ts";
import type { Ec2State, Peer, Rule } from "./state.ts";

/** Every IPv4 or IPv6 address. */
const anywhere: ReadonlySet<string> = new Set(["0.0.0.0/0", "::/0"]);

/**
 * Whether a TCP connection on `port` gets through: the sender's groups must let it out and the receiver's let it in.
 * `"internet"` stands for an address that no narrower block is known to hold.
 */
export function permits(
  state: Ec2State,
  from: readonly string[] | "internet",
  to: readonly string[],
  port: number,
): boolean {
  const passes = (groups: readonly string[], egress: boolean, reaches: (peer: Peer) => boolean): boolean =>
    groups.some((id) =>
      state.securityGroups
        .get(id)
        ?.rules.some((rule) => rule.egress === egress && covers(rule, port) && reaches(rule.peer)),
    );
  if (from === "internet") {
    return passes(to, false, (peer) => peer.kind !== "group" && anywhere.has(peer.cidr));
  }
  return passes(from, true, reachesAll(state, to)) && passes(to, false, reachesAll(state, from));
}

function covers(rule: Rule, port: number): boolean {
  return rule.protocol === "-1" || (rule.protocol === "tcp" && rule.fromPort <= port && port <= rule.toPort);
}

/** Whether a rule's peer stands for whatever carries these groups: by group, or by a block that holds all its addresses. */
function reachesAll(state: Ec2State, groups: readonly string[]): (peer: Peer) => boolean {
  return (peer) => {
    if (peer.kind === "group") return groups.includes(peer.groupId);
    if (anywhere.has(peer.cidr)) return groups.length > 0;
    if (peer.kind === "cidr6") return false;
    const carriers = [...state.interfaces.values()].filter((carrier) =>
      groups.some((id) => carrier.securityGroupIds.includes(id)),
    );
    return carriers.length > 0 && carriers.every((carrier) => containsAddress(peer.cidr, carrier.privateIp));
  };
}
