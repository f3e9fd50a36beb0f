import type { Ec2Port } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { addDefaultNetwork } from "./default-network.ts";
import { resourceArn, resourceType } from "./ids.ts";
import { permissions } from "./permissions.ts";
import { createPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** The local EC2: its network (VPCs, subnets, routes, security groups, interfaces), no instances. */
export function createEc2(host: Host): { service: Service; port: Ec2Port } {
  const state = emptyState();
  addDefaultNetwork(state, host.world);
  host.cloud.tags.provide(
    () =>
      [...state.tags].map(([id, tags]) => ({
        arn: resourceArn(host.world, resourceType(id) ?? "", id),
        tags: Object.fromEntries(tags),
      })),
    "ec2",
  );
  const service = defineService({ kind: "ec2", prefix: "ec2", host, state, actions, permissions });
  return { service: withDryRun(service), port: createPort(state, host.world) };
}

/** `DryRun` asks whether the caller may: by the time an action runs, the answer is yes. */
function withDryRun(service: Service): Service {
  return {
    ...service,
    run: async (operation, input, call) => {
      if ((input as { DryRun?: boolean }).DryRun) {
        throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", { status: 412 });
      }
      return service.run(operation, input, call);
    },
  };
}
