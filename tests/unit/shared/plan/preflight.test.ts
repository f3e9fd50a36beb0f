import { describe, expect, test } from "@jest/globals";
import type { Facts } from "../../../../shared/plan/facts.ts";
import { preflight } from "../../../../shared/plan/preflight.ts";
import { appliedFacts, emptyFacts, installation, planOf, specOf } from "./fixtures.ts";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const [first, second] = emptyFacts.subnets as [Facts["subnets"][number], Facts["subnets"][number]];

function problemsOf(manifest: Record<string, unknown>, facts: Partial<Facts> = {}) {
  return preflight(specOf(manifest), { ...emptyFacts, ...facts }, installation);
}

describe("preflight", () => {
  test.each([
    ["a web service in a new account", {}, {}],
    ["a worker in one private subnet", { type: "worker" }, { subnets: [{ ...first, public: false }] }],
    ["a role that is offered to this service", { taskRole: "orders-task" }, {}],
    ["a role by its ARN that is offered to all", { taskRole: installation.taskRoles[1]?.roleArn }, {}],
    [
      "an issued certificate",
      { https: { certificateArn } },
      { certificate: { arn: certificateArn, status: "ISSUED" } },
    ],
    ["a redeployment", {}, appliedFacts(planOf({}))],
  ])("lets %s pass", (_what, manifest, facts) => {
    expect(problemsOf(manifest, facts)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Partial<Facts>, string, RegExp]>([
    [
      "an image that is not there",
      {},
      { image: { reference: "a:1", missing: true } },
      "image",
      /a:1 is not in its repository/,
    ],
    ["a single zone", {}, { subnets: [first] }, "network.subnetIds", /two zones, and here are some in us-east-1a only/],
    [
      "two subnets of one zone",
      {},
      { subnets: [first, { ...second, zone: first.zone }] },
      "network.subnetIds",
      /two zones/,
    ],
    [
      "private subnets for a web service",
      {},
      { subnets: [first, second].map((subnet) => ({ ...subnet, public: false })) },
      "network.subnetIds",
      /here are none/,
    ],
    ["no subnets", { type: "worker" }, { subnets: [] }, "network.subnetIds", /vpc-0a1b2c3d has no subnets/],
    [
      "a subnet that does not exist",
      { network: { subnetIds: ["subnet-ffffffff"] } },
      {},
      "network.subnetIds",
      /there is no subnet subnet-ffffffff/,
    ],
    [
      "subnets of two VPCs",
      {},
      { subnets: [first, { ...second, vpcId: "vpc-2" }] },
      "network.subnetIds",
      /must be of vpc-0a1b2c3d.*subnet-0000000b \(vpc-2\)/,
    ],
    ["a role that is not offered", { taskRole: "admin" }, {}, "taskRole", /does not offer the role admin/],
    [
      "a role of another service",
      { name: "payments", taskRole: "orders-task" },
      {},
      "taskRole",
      /payments may not use/,
    ],
    [
      "a certificate that ACM does not know",
      { https: { certificateArn } },
      {},
      "https.certificateArn",
      /does not know/,
    ],
    [
      "a certificate that is not issued",
      { https: { certificateArn } },
      { certificate: { arn: certificateArn, status: "PENDING_VALIDATION" } },
      "https.certificateArn",
      /is PENDING_VALIDATION: it must be ISSUED/,
    ],
    [
      "a certificate of another region",
      { https: { certificateArn: certificateArn.replace("us-east-1", "eu-west-1") } },
      {},
      "https.certificateArn",
      /is in eu-west-1, and the load balancer will be in us-east-1/,
    ],
    [
      "a worker that becomes a web service",
      {},
      appliedFacts(planOf({ type: "worker" })),
      "type",
      /is a worker and cannot become a web/,
    ],
    [
      "a move to another VPC",
      { type: "worker" },
      {
        ...appliedFacts(planOf({ type: "worker" })),
        vpc: { id: "vpc-2", cidr: "10.0.0.0/16", isDefault: false },
        subnets: [{ ...first, vpcId: "vpc-2" }],
      },
      "network.vpcId",
      /stands in vpc-0a1b2c3d and cannot move to vpc-2/,
    ],
    [
      "a name that is taken",
      {},
      { logGroup: { name: "x", arn: "arn:x", tags: {}, owned: false } },
      "name",
      /log group .* exists/,
    ],
  ])("refuses %s and says what to do", (_what, manifest, facts, field, message) => {
    expect(problemsOf(manifest, facts)).toEqual([{ field, message: expect.stringMatching(message) }]);
  });
});
