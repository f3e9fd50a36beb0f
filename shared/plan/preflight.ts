import type { Installation } from "../config/installation.ts";
import type { Problem, ServiceSpec } from "../model/service-spec.ts";
import { buildPlan } from "./build-plan.ts";
import { diffPlan } from "./diff.ts";
import type { Facts } from "./facts.ts";
import { placeInSubnets } from "./placement.ts";
import { findTaskRole, mayUse } from "./task-role.ts";

/**
 * What in the account or the installation stands in the way of this service, before anything is changed.
 * What can be told from the manifest alone, parsing has told already.
 */
export function preflight(spec: ServiceSpec, facts: Facts, installation: Installation): Problem[] {
  return [
    ...checkImage(facts),
    ...checkSubnets(spec, facts),
    ...checkTaskRole(spec, installation),
    ...checkCertificate(spec, facts, installation),
    ...checkMove(spec, facts),
    ...checkConflicts(spec, facts, installation),
  ];
}

function checkImage({ image }: Facts): Problem[] {
  if (image.missing !== true) return [];
  return [{ field: "image", message: `${image.reference} is not in its repository: push it, or correct the tag` }];
}

function checkSubnets(spec: ServiceSpec, { vpc, subnets }: Facts): Problem[] {
  const field = "network.subnetIds";
  const absent = (spec.network.subnetIds ?? []).filter((id) => !subnets.some((subnet) => subnet.id === id));
  if (absent.length > 0) return [{ field, message: `there is no subnet ${absent.join(", ")} in this region` }];
  const foreign = subnets.filter((subnet) => subnet.vpcId !== undefined && subnet.vpcId !== vpc.id);
  if (foreign.length > 0) {
    const ids = foreign.map((subnet) => `${subnet.id} (${subnet.vpcId})`).join(", ");
    return [{ field, message: `all subnets must be of ${vpc.id}, and these are not: ${ids}` }];
  }
  if (subnets.length === 0) {
    return [{ field, message: `${vpc.id} has no subnets: name some, or set network.vpcId to another VPC` }];
  }
  if (spec.type === "worker") return [];
  const zones = placeInSubnets(spec, subnets).loadBalancer.map((subnet) => subnet.zone);
  if (zones.length >= 2) return [];
  return [
    {
      field,
      message: `a public load balancer needs public subnets (with a route to an internet gateway) in two zones, and here are ${zones.length === 0 ? "none" : `some in ${zones[0]} only`}: name others, or set type to worker`,
    },
  ];
}

function checkTaskRole(spec: ServiceSpec, installation: Installation): Problem[] {
  if (spec.taskRole === undefined) return [];
  const field = "taskRole";
  const taskRole = findTaskRole(spec.taskRole, installation);
  if (taskRole === undefined) {
    return [
      {
        field,
        message: `this installation does not offer the role ${spec.taskRole}: an administrator adds it to the stack's task roles`,
      },
    ];
  }
  if (mayUse(taskRole, spec.name)) return [];
  return [
    {
      field,
      message: `the service ${spec.name} may not use the role ${spec.taskRole}: an administrator adds the service to that role in the stack's task roles`,
    },
  ];
}

function checkCertificate(spec: ServiceSpec, { certificate }: Facts, { region }: Installation): Problem[] {
  if (spec.type === "worker" || spec.https === undefined) return [];
  const field = "https.certificateArn";
  const certificateRegion = spec.https.certificateArn.split(":")[3];
  if (certificateRegion !== region) {
    return [
      {
        field,
        message: `the certificate is in ${certificateRegion}, and the load balancer will be in ${region}: request one there`,
      },
    ];
  }
  if (certificate?.status === undefined) return [{ field, message: "ACM does not know this certificate" }];
  if (certificate.status === "ISSUED") return [];
  return [
    {
      field,
      message: `the certificate is ${certificate.status}: it must be ISSUED. Finish its validation, or request another`,
    },
  ];
}

/** What no update of a running service can change. */
function checkMove(spec: ServiceSpec, facts: Facts): Problem[] {
  const problems: Problem[] = [];
  const standsIn = facts.loadBalancer?.vpcId ?? facts.taskSecurityGroup?.vpcId;
  if (standsIn !== undefined && standsIn !== facts.vpc.id) {
    problems.push({
      field: "network.vpcId",
      message: `the service stands in ${standsIn} and cannot move to ${facts.vpc.id}: remove it first, or give the new one another name`,
    });
  }
  if (facts.service?.status === "ACTIVE" && facts.service.owned) {
    const isWeb = facts.service.loadBalancers.length > 0;
    if (isWeb !== (spec.type === "web")) {
      problems.push({
        field: "type",
        message: `the service is a ${isWeb ? "web service" : "worker"} and cannot become a ${spec.type === "web" ? "web service" : "worker"}: remove it first, or give the new one another name`,
      });
    }
  }
  return problems;
}

/** Names that something else has already. */
function checkConflicts(spec: ServiceSpec, facts: Facts, installation: Installation): Problem[] {
  const plan = buildPlan({ spec, facts, installation, deploymentId: "preflight" });
  return diffPlan(plan, facts).flatMap((change) =>
    change.message === undefined ? [] : [{ field: "name", message: change.message }],
  );
}
