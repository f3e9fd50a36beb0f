import type { ActualRule, ActualSecurityGroup } from "../../../../../shared/plan/facts.ts";
import type { Tags } from "../../../../../shared/plan/plan.ts";
import type { Found } from "../../../../../shared/ports/found.ts";
import type { NewRule, RuleDirection, SecurityGroups } from "../../../../../shared/ports/security-groups.ts";

type Group = { -readonly [Key in keyof Found<ActualSecurityGroup>]: Found<ActualSecurityGroup>[Key] };

export interface FakeSecurityGroups extends SecurityGroups {
  readonly all: Map<string, Group>;
  /** Groups that a network interface carries. */
  readonly attached: Set<string>;
  /** After every change: the groups and their rules as text. */
  readonly history: string[];
  /** A group that someone else made. */
  add(group: { name: string; tags?: Tags; ingress?: NewRule[]; egress?: NewRule[] }): string;
  /** The rules of a group, as text: `tcp 80 0.0.0.0/0`. */
  rules(name: string, direction: RuleDirection): string[];
}

const vpcId = "vpc-0a1b2c3d";

export function fakeSecurityGroups(): FakeSecurityGroups {
  const all = new Map<string, Group>();
  const attached = new Set<string>();
  const history: string[] = [];
  let next = 1;
  const toRule = ({ ports, peer, description }: NewRule): ActualRule => ({
    id: `sgr-${next++}`,
    description,
    peer,
    ...(ports === "all" ? { protocol: "-1" } : { protocol: "tcp", fromPort: ports, toPort: ports }),
  });
  const group = (id: string): Group => {
    const found = all.get(id);
    if (found === undefined) throw new Error(`no group ${id}`);
    return found;
  };
  const show = ({ protocol, fromPort, peer }: ActualRule): string =>
    `${protocol === "-1" ? "all" : `${protocol} ${fromPort}`} ${Object.values(peer)[0]}`;
  const note = (): void => {
    const lines = [...all.values()].map(
      ({ name, ingress, egress }) => `${name}: in [${ingress.map(show)}] out [${egress.map(show)}]`,
    );
    history.push(lines.join("; "));
  };
  const add: FakeSecurityGroups["add"] = ({ name, tags = {}, ingress = [], egress = [] }) => {
    const id = `sg-${next++}`;
    const rules = { ingress: ingress.map(toRule), egress: egress.map(toRule) };
    all.set(id, { id, arn: `arn:${id}`, name, vpcId, tags, ...rules });
    return id;
  };
  const names = (id: string) => (rule: ActualRule) =>
    "securityGroupId" in rule.peer && rule.peer.securityGroupId === id;

  return {
    all,
    attached,
    history,
    add,
    rules: (name, direction) => [...all.values()].find((one) => one.name === name)?.[direction].map(show) ?? [],
    async find(vpc, wanted) {
      return [...all.values()].filter((one) => one.vpcId === vpc && wanted.includes(one.name));
    },
    async create({ name, tags }) {
      if ([...all.values()].some((one) => one.name === name)) return "name-taken";
      const id = add({ name, tags, egress: [{ ports: "all", peer: { cidr: "0.0.0.0/0" }, description: "" }] });
      note();
      return id;
    },
    async authorize(id, direction, rules) {
      group(id)[direction] = [...group(id)[direction], ...rules.map(toRule)];
      note();
    },
    async revoke(id, direction, ids) {
      group(id)[direction] = group(id)[direction].filter((rule) => !ids.includes(rule.id));
      note();
    },
    async setTags(id, tags) {
      group(id).tags = { ...group(id).tags, ...tags };
    },
    async remove(id) {
      if (!all.has(id)) return "absent";
      const named = [...all.values()].some((one) => one.id !== id && [...one.ingress, ...one.egress].some(names(id)));
      if (attached.has(id) || named) return "in-use";
      all.delete(id);
      note();
      return "removed";
    },
  };
}
