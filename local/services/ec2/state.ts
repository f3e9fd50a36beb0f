/** Everything that the local EC2 remembers: the networks of one account in one region. */
export interface Ec2State {
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, SubnetRecord>;
  readonly routeTables: Map<string, RouteTable>;
  readonly internetGateways: Map<string, InternetGateway>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly interfaces: Map<string, Interface>;
  /** Private address to interface id. */
  readonly addresses: Map<string, string>;
  /** Tags of every taggable thing, by its id. */
  readonly tags: Map<string, Map<string, string>>;
}

export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  dnsSupport: boolean;
  dnsHostnames: boolean;
}

export interface SubnetRecord {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly defaultForZone: boolean;
  mapPublicIpOnLaunch: boolean;
  /** Where the search for the next free address begins, so that a released address is not used again at once. */
  nextHost: number;
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  readonly routes: Route[];
  readonly associations: Association[];
}

export interface Route {
  readonly destination: string;
  /** `local` or an internet gateway's id. */
  readonly gatewayId: string;
  readonly origin: "CreateRouteTable" | "CreateRoute";
}

export interface Association {
  readonly id: string;
  /** `undefined` is the VPC's main table: it serves each subnet that has no association of its own. */
  readonly subnetId: string | undefined;
}

export interface InternetGateway {
  readonly id: string;
  vpcId: string | undefined;
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  rules: Rule[];
}

export interface Rule {
  readonly id: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for all. */
  readonly protocol: string;
  /** `-1` where the protocol has no ports. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer: Peer;
  readonly description: string | undefined;
}

export type Peer =
  | { readonly kind: "cidr"; readonly cidr: string }
  | { readonly kind: "cidr6"; readonly cidr: string }
  | { readonly kind: "group"; readonly groupId: string };

export interface Interface {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly privateIp: string;
  readonly publicIp: string | undefined;
  readonly macAddress: string;
  readonly description: string;
  readonly interfaceType: string;
  readonly requesterId: string;
  /** Made by a service for itself: a person may look at it, not change it. */
  readonly requesterManaged: boolean;
  readonly attachmentId: string | undefined;
  securityGroupIds: readonly string[];
}

export function emptyState(): Ec2State {
  return {
    vpcs: new Map(),
    subnets: new Map(),
    routeTables: new Map(),
    internetGateways: new Map(),
    securityGroups: new Map(),
    interfaces: new Map(),
    addresses: new Map(),
    tags: new Map(),
  };
}
