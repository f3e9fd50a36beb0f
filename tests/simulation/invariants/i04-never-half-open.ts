import { type Network, type SecurityGroup, tagOf } from "./snapshot.ts";

/** The ports on which a service's load balancer listens, as its manifest says. */
export type ListenerPorts = (service: string | undefined) => readonly number[];

const httpOnly: ListenerPorts = () => [80];

/**
 * I4: a group of tasks lets nobody in but its load balancer's group; only a load balancer's group is open to the world,
 * and only on `listenerPorts`; no load balancer carries a group of tasks. Answers what is wrong.
 */
export function findHalfOpen(
  { groups, loadBalancers }: Network,
  listenerPorts: ListenerPorts = httpOnly,
  installation = "fairway",
): string[] {
  const ours = groups.filter(({ Tags }) => tagOf(Tags, "fairway:installation") === installation);
  const isOfTasks = ({ GroupName = "" }: SecurityGroup): boolean => GroupName.endsWith("-tasks");
  const found: string[] = [];
  for (const group of ours) {
    const service = tagOf(group.Tags, "fairway:service");
    for (const rule of group.IpPermissions ?? []) {
      const open = [...(rule.IpRanges ?? []), ...(rule.Ipv6Ranges ?? [])].length > 0;
      if (isOfTasks(group) && open)
        found.push(`${group.GroupName} lets in addresses on ${rule.FromPort ?? "all ports"}`);
      const isListened = rule.FromPort === rule.ToPort && listenerPorts(service).includes(rule.FromPort ?? -1);
      if (!isOfTasks(group) && open && !isListened)
        found.push(`${group.GroupName} is open to the world on ${rule.FromPort ?? "all ports"}`);
      for (const { GroupId } of rule.UserIdGroupPairs ?? []) {
        const peer = groups.find((one) => one.GroupId === GroupId);
        const isOwn = peer !== undefined && tagOf(peer.Tags, "fairway:service") === service && !isOfTasks(peer);
        if (!isOwn) found.push(`${group.GroupName} lets in ${peer?.GroupName ?? GroupId}`);
      }
    }
  }
  const ofTasks = new Set(ours.filter(isOfTasks).map(({ GroupId }) => GroupId));
  for (const { LoadBalancerName, SecurityGroups = [] } of loadBalancers)
    if (SecurityGroups.some((id) => ofTasks.has(id))) found.push(`${LoadBalancerName} carries a group of tasks`);
  return found;
}
