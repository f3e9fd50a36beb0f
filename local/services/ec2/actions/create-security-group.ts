import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { addGroup } from "../default-network.ts";
import { errors } from "../errors.ts";
import { findVpc } from "../find.ts";
import { resourceArn } from "../ids.ts";
import type { Ec2State } from "../state.ts";
import { setTags, specifiedTags, tagList } from "../tags.ts";

const characters = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;
const allowed = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

/** Makes a group that lets everything out and nothing in. Its name is unique in its VPC. */
export const createSecurityGroup: Action<"ec2", "CreateSecurityGroup", Ec2State> = (input, { state, world }) => {
  const { GroupName: name, Description: description } = input;
  if (!name) throw errors.missing("groupName");
  if (!description) throw errors.missing("groupDescription");
  checkText("Value", "GroupName", name);
  checkText("Value", "GroupDescription", description);
  if (name.startsWith("sg-")) {
    throw errors.invalidValue(
      `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
    );
  }
  const defaultVpc = [...state.vpcs.values()].find((vpc) => vpc.isDefault);
  const vpc = findVpc(state, input.VpcId ?? defaultVpc?.id);
  if (name === "default")
    throw new AwsError("InvalidParameterValue", "Cannot use reserved security group name: default");
  const tags = specifiedTags(input.TagSpecifications, "security-group");
  for (const other of state.securityGroups.values()) {
    if (other.vpcId !== vpc.id || other.name !== name) continue;
    throw new AwsError("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpc.id}'`);
  }
  const group = addGroup(state, world, { vpcId: vpc.id, name, description });
  setTags(state, group.id, tags);
  return {
    GroupId: group.id,
    SecurityGroupArn: resourceArn(world, "security-group", group.id),
    Tags: tagList(state, group.id),
  };
};

function checkText(what: string, parameter: string, value: string): void {
  if (value.length <= 255 && characters.test(value)) return;
  throw errors.invalidValue(
    `${what} (${value}) for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported. Valid are strings less than 256 characters from the following set: ${allowed}`,
  );
}
