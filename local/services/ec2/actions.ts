import type { Actions } from "../../edge/contract.ts";
import { associateRouteTable } from "./actions/associate-route-table.ts";
import { attachInternetGateway } from "./actions/attach-internet-gateway.ts";
import { authorizeSecurityGroupEgress } from "./actions/authorize-security-group-egress.ts";
import { authorizeSecurityGroupIngress } from "./actions/authorize-security-group-ingress.ts";
import { createInternetGateway } from "./actions/create-internet-gateway.ts";
import { createNetworkInterface } from "./actions/create-network-interface.ts";
import { createRoute } from "./actions/create-route.ts";
import { createRouteTable } from "./actions/create-route-table.ts";
import { createSecurityGroup } from "./actions/create-security-group.ts";
import { createSubnet } from "./actions/create-subnet.ts";
import { createTags } from "./actions/create-tags.ts";
import { createVpc } from "./actions/create-vpc.ts";
import { deleteNetworkInterface } from "./actions/delete-network-interface.ts";
import { deleteRoute } from "./actions/delete-route.ts";
import { deleteSecurityGroup } from "./actions/delete-security-group.ts";
import { deleteSubnet } from "./actions/delete-subnet.ts";
import { deleteTags } from "./actions/delete-tags.ts";
import { deleteVpc } from "./actions/delete-vpc.ts";
import { describeAccountAttributes } from "./actions/describe-account-attributes.ts";
import { describeAvailabilityZones } from "./actions/describe-availability-zones.ts";
import { describeInternetGateways } from "./actions/describe-internet-gateways.ts";
import { describeNetworkInterfaces } from "./actions/describe-network-interfaces.ts";
import { describeRegions } from "./actions/describe-regions.ts";
import { describeRouteTables } from "./actions/describe-route-tables.ts";
import { describeSecurityGroupRules } from "./actions/describe-security-group-rules.ts";
import { describeSecurityGroups } from "./actions/describe-security-groups.ts";
import { describeSubnets } from "./actions/describe-subnets.ts";
import { describeTags } from "./actions/describe-tags.ts";
import { describeVpcAttribute } from "./actions/describe-vpc-attribute.ts";
import { describeVpcs } from "./actions/describe-vpcs.ts";
import { modifyNetworkInterfaceAttribute } from "./actions/modify-network-interface-attribute.ts";
import { modifySubnetAttribute } from "./actions/modify-subnet-attribute.ts";
import { modifyVpcAttribute } from "./actions/modify-vpc-attribute.ts";
import { revokeSecurityGroupEgress } from "./actions/revoke-security-group-egress.ts";
import { revokeSecurityGroupIngress } from "./actions/revoke-security-group-ingress.ts";
import { updateSecurityGroupRuleDescriptionsEgress } from "./actions/update-security-group-rule-descriptions-egress.ts";
import { updateSecurityGroupRuleDescriptionsIngress } from "./actions/update-security-group-rule-descriptions-ingress.ts";
import type { Ec2State } from "./state.ts";

/** What the local EC2 can do. */
export const actions: Actions<"ec2", Ec2State> = {
  AssociateRouteTable: associateRouteTable,
  AttachInternetGateway: attachInternetGateway,
  AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
  AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
  CreateInternetGateway: createInternetGateway,
  CreateNetworkInterface: createNetworkInterface,
  CreateRouteTable: createRouteTable,
  CreateRoute: createRoute,
  CreateSecurityGroup: createSecurityGroup,
  CreateSubnet: createSubnet,
  CreateTags: createTags,
  CreateVpc: createVpc,
  DeleteNetworkInterface: deleteNetworkInterface,
  DeleteRoute: deleteRoute,
  DeleteSecurityGroup: deleteSecurityGroup,
  DeleteSubnet: deleteSubnet,
  DeleteTags: deleteTags,
  DeleteVpc: deleteVpc,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeInternetGateways: describeInternetGateways,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeRegions: describeRegions,
  DescribeRouteTables: describeRouteTables,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSubnets: describeSubnets,
  DescribeTags: describeTags,
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeVpcs: describeVpcs,
  ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
  ModifySubnetAttribute: modifySubnetAttribute,
  ModifyVpcAttribute: modifyVpcAttribute,
  RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
  RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
  UpdateSecurityGroupRuleDescriptionsEgress: updateSecurityGroupRuleDescriptionsEgress,
  UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress,
};
