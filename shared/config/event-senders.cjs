const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parse } = require("yaml");

const file = join(__dirname, "../../event-senders.yml");

/** All of a function's environment must fit into 4 KB, and the task roles are in it too. */
const mostBytes = 1024;

/**
 * Reads `event-senders.yml`. Throws, naming the entry, where it would give nobody what was meant.
 */
function toSenders(yaml) {
  const senders = parse(yaml) ?? [];
  if (!Array.isArray(senders))
    throw new Error("event-senders.yml must be a list of {source, account, role, services}.");
  const seen = new Set();
  for (const { source, account, role, services, ...others } of senders.map((sender) => sender ?? {})) {
    const entry = `event-senders.yml: ${source}`;
    if (typeof source !== "string" || !/^[\w.-]{1,256}$/.test(source) || /^(aws\.|fairway$)/.test(source))
      throw new Error(
        `${entry} must be the source that the sender writes into its events: my.pipeline. aws.… and fairway are taken.`,
      );
    if (account !== undefined && !(typeof account === "string" && /^\d{12}$/.test(account)))
      throw new Error(`${entry} has an account that is none: twelve digits in quotes, or leave it out for your own.`);
    if (role !== "operator" && role !== "deployer") throw new Error(`${entry} needs a role: operator or deployer.`);
    if (!Array.isArray(services) || services.length === 0 || !services.every((name) => /^[a-z0-9*-]{1,64}$/.test(name)))
      throw new Error(`${entry} needs \`services\`: a list of names and patterns such as team-*, or ["*"] for all.`);
    if (Object.keys(others).length > 0) throw new Error(`${entry} has an unknown member ${Object.keys(others)[0]}.`);
    const key = `${source} ${account}`;
    if (seen.has(key)) throw new Error(`${entry} stands there twice for the same account.`);
    seen.add(key);
  }
  return senders;
}

function toText(yaml) {
  const text = JSON.stringify(toSenders(yaml));
  if (Buffer.byteLength(text) > mostBytes)
    throw new Error(
      `event-senders.yml is too long for a function's environment: ${text.length} of ${mostBytes} bytes.`,
    );
  return text;
}

const read = () => (existsSync(file) ? readFileSync(file, "utf8") : "");

module.exports = () => toText(read());
module.exports.read = read;
module.exports.toSenders = toSenders;
module.exports.toText = toText;
