import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { checkRoleArn, readDefinition } from "../definition-text.ts";
import { machineArn } from "../find.ts";
import type { Running } from "../running.ts";
import type { Machine } from "../state.ts";
import { readTags } from "../tags.ts";

const validName = /^[A-Za-z0-9_-]{1,80}$/;

/** Makes a state machine. The same request again answers the same; another one under the name is refused. */
export const createStateMachine: Action<"states", "CreateStateMachine", Running> = (input, { world, state }) => {
  const name = input.name ?? "";
  const roleArn = input.roleArn ?? "";
  const text = input.definition ?? "";
  const type = input.type ?? "STANDARD";
  if (!validName.test(name)) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
  if (input.publish)
    throw new AwsError("ValidationException", "This cloud keeps no versions of a state machine; leave 'publish' out.");
  checkRoleArn(roleArn);
  const definition = readDefinition(text);
  const arn = machineArn(world, name);
  const existing = state.machines.get(arn);
  if (existing?.status === "DELETING") throw new AwsError("StateMachineDeleting", `State Machine Deleting: '${arn}'`);
  if (existing) {
    if (isSame(existing, text, roleArn, type))
      return { stateMachineArn: arn, creationDate: new Date(existing.creationDate) };
    throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
  }
  const now = world.clock.now();
  state.machines.set(arn, {
    arn,
    name,
    type,
    creationDate: now,
    tags: readTags(input.tags),
    status: "ACTIVE",
    revision: { date: now, text, definition, roleArn },
    loggingConfiguration: input.loggingConfiguration ?? { level: "OFF", includeExecutionData: false },
    tracingConfiguration: input.tracingConfiguration ?? { enabled: false },
  });
  return { stateMachineArn: arn, creationDate: new Date(now) };
};

function isSame(machine: Machine, text: string, roleArn: string, type: string): boolean {
  return machine.revision.text === text && machine.revision.roleArn === roleArn && machine.type === type;
}
