/** EC2's networks, as `gather` reads them. */
export interface Networks {
  defaultVpc(): Promise<Vpc | undefined>;
  vpc(id: string): Promise<Vpc | undefined>;
  /** Finds subnets by id; those that do not exist are left out. */
  subnets(ids: readonly string[]): Promise<readonly Subnet[]>;
  subnetsOf(vpcId: string): Promise<readonly Subnet[]>;
  routeTables(vpcId: string): Promise<readonly RouteTable[]>;
}

export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  /** `us-east-1a` */
  readonly zone: string;
  /** One of the subnets that AWS puts into a default VPC, one a zone. */
  readonly isZoneDefault: boolean;
}

export interface RouteTable {
  readonly id: string;
  /** Holds for every subnet that has no table of its own. */
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  /** Whether it routes the internet's addresses to an internet gateway. */
  readonly leadsToInternetGateway: boolean;
}
