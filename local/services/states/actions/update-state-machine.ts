import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { checkRoleArn, readDefinition } from "../definition-text.ts";
import { findMachine } from "../find.ts";
import type { Running } from "../running.ts";

/** Changes what executions run that start from now on. Those which run already keep what they began with. */
export const updateStateMachine: Action<"states", "UpdateStateMachine", Running> = (input, { world, state }) => {
  const machine = findMachine(state, input.stateMachineArn ?? "");
  const { definition: text, roleArn, loggingConfiguration, tracingConfiguration } = input;
  if ([text, roleArn, loggingConfiguration, tracingConfiguration].every((value) => value === undefined))
    throw new AwsError(
      "MissingRequiredParameter",
      "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
    );
  if (input.publish)
    throw new AwsError("ValidationException", "This cloud keeps no versions of a state machine; leave 'publish' out.");
  if (machine.status === "DELETING")
    throw new AwsError("StateMachineDeleting", `State Machine Deleting: '${machine.arn}'`);
  if (roleArn !== undefined) checkRoleArn(roleArn);
  const definition = text === undefined ? machine.revision.definition : readDefinition(text);
  const next = { text: text ?? machine.revision.text, roleArn: roleArn ?? machine.revision.roleArn };
  const now = world.clock.now();
  if (next.text !== machine.revision.text || next.roleArn !== machine.revision.roleArn || !machine.revision.id)
    machine.revision = { ...next, definition, date: now, id: world.random.uuid() };
  machine.loggingConfiguration = loggingConfiguration ?? machine.loggingConfiguration;
  machine.tracingConfiguration = tracingConfiguration ?? machine.tracingConfiguration;
  return { updateDate: new Date(now), revisionId: machine.revision.id };
};
