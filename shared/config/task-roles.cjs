const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parse } = require("yaml");

const file = join(__dirname, "../../task-roles.yml");

/** All of a function's environment must fit into 4 KB; the other variables are short. */
const mostBytes = 3 * 1024;

/**
 * `task-roles.yml` as the text that functions are handed: CloudFormation refuses an environment variable that is a list.
 * Throws, naming the entry, where the stack could be deployed with it but no service could use the role.
 */
function toText(yaml) {
  const roles = parse(yaml) ?? [];
  if (!Array.isArray(roles)) throw new Error("task-roles.yml must be a list of {roleArn, services}.");
  for (const { roleArn, services, ...others } of roles.map((role) => role ?? {})) {
    const entry = `task-roles.yml: ${roleArn}`;
    if (!/^arn:[\w-]+:iam::\d{12}:role\/[^/]+\/task\/.+$/.test(roleArn)) {
      throw new Error(
        `${entry} must be the ARN of a role under /<installation>/task/, where alone ECS is handed roles.`,
      );
    }
    if (!Array.isArray(services) || !services.every((service) => typeof service === "string")) {
      throw new Error(`${entry} needs \`services\`: a list of service names, or ["*"] for any.`);
    }
    if (Object.keys(others).length > 0) throw new Error(`${entry} has an unknown member ${Object.keys(others)[0]}.`);
  }
  const text = JSON.stringify(roles);
  if (Buffer.byteLength(text) > mostBytes) {
    throw new Error(`task-roles.yml is too long for a function's environment: ${text.length} of ${mostBytes} bytes.`);
  }
  return text;
}

module.exports = () => (existsSync(file) ? toText(readFileSync(file, "utf8")) : "[]");
module.exports.toText = toText;
