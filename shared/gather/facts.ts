import type { Installation } from "../config/installation.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { Facts } from "../plan/facts.ts";
import { gatherEdges } from "./edges.ts";
import { gatherImage } from "./image.ts";
import { gatherNetwork } from "./network.ts";
import type { GatherPorts } from "./ports.ts";
import { gatherResources } from "./resources.ts";

/**
 * Reads what is in the account now, as far as one service is concerned, and changes nothing.
 * Resources are found by the names that Fairway gives them, and are claimed by their tags.
 * With the time it looks thoroughly: also at what others can have put onto the load balancer, or taken from it.
 * Throws `Refused` where there is no network to put the service in.
 */
export async function gatherFacts(
  spec: ServiceSpec,
  installation: Installation,
  ports: GatherPorts,
  now?: number,
): Promise<Facts> {
  const network = gatherNetwork(spec.network, ports.networks);
  const [{ vpc, subnets }, image, certificate, resources] = await Promise.all([
    network,
    gatherImage(spec.image, installation, ports.images),
    gatherCertificate(spec, ports),
    gatherResources({ service: spec.name, installation, vpcId: network.then((known) => known.vpc.id) }, ports),
  ]);
  const facts = { vpc, subnets, image, ...certificate, ...resources };
  return now === undefined ? facts : { ...facts, edges: await gatherEdges(spec, facts, ports.edges, now) };
}

async function gatherCertificate(
  spec: ServiceSpec,
  { certificates }: GatherPorts,
): Promise<Pick<Facts, "certificate">> {
  if (spec.type !== "web" || spec.https === undefined) return {};
  const arn = spec.https.certificateArn;
  const status = await certificates.status(arn);
  return { certificate: { arn, ...(status === undefined ? {} : { status }) } };
}
