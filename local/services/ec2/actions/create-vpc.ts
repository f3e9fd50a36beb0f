import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { formatBlock, parseBlock } from "../cidr.ts";
import { addVpc } from "../default-network.ts";
import { errors } from "../errors.ts";
import type { Ec2State } from "../state.ts";
import { setTags, specifiedTags } from "../tags.ts";
import { viewVpc } from "../views.ts";

export const createVpc: Action<"ec2", "CreateVpc", Ec2State> = (input, { state, world }) => {
  if (!input.CidrBlock) throw errors.missing("cidrBlock");
  const tags = specifiedTags(input.TagSpecifications, "vpc");
  const block = parseBlock(input.CidrBlock);
  if (!block)
    throw errors.invalidValue(
      `Value (${input.CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  if (block.bits < 16 || block.bits > 28) {
    throw new AwsError("InvalidVpc.Range", `The CIDR '${input.CidrBlock}' is invalid.`);
  }
  const vpc = addVpc(state, world, { cidr: formatBlock(block), isDefault: false });
  setTags(state, vpc.id, tags);
  return { Vpc: viewVpc(state, world, vpc) };
};
