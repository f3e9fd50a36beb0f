/** Lambda takes so many bytes of variables, names and values together. */
const mostBytes = 4 * 1024;

/** What CloudFormation puts in (an ARN, a URL) is about as long as this. */
const putIn = 120;

/**
 * Throws where the variables of a function are more than Lambda takes, and names the files that make them long: the
 * stack would fail half-way through its deployment.
 */
function refuseLongEnvironments({ Resources }) {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== "AWS::Lambda::Function") continue;
    const variables = Object.entries(Properties.Environment?.Variables ?? {});
    const bytes = variables.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + lengthOf(value), 0);
    if (bytes > mostBytes)
      throw new Error(
        `The variables of ${Properties.FunctionName} have ${bytes} of ${mostBytes} bytes: shorten task-roles.yml, event-senders.yml, approvals.yml, oidc.yml or slack.yml, with patterns and user groups in place of single names.`,
      );
  }
}

function lengthOf(value) {
  return typeof value === "string" ? Buffer.byteLength(value) : putIn;
}

module.exports = { refuseLongEnvironments };
