const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parse } = require("yaml");

const file = join(__dirname, "../../approvals.yml");

/** All of a function's environment must fit into 4 KB. */
const mostBytes = 1024;

/** As long as the deploy machine waits. */
const longestHours = 24;

/** Reads `approvals.yml`. Throws, naming the entry, where it would not hold what was meant to be held. */
function toRules(yaml) {
  const rules = parse(yaml) ?? [];
  if (!Array.isArray(rules)) throw new Error("approvals.yml must be a list of {services, approver, …}.");
  return rules.map((given, index) => {
    const rule = given ?? {};
    const { services, installations, approver = "deployer", named = false, ...more } = rule;
    const { breakGlass = "admin", expiresHours = 8, ...others } = more;
    const entry = `approvals.yml: entry ${index + 1}`;
    if (!isPatterns(services))
      throw new Error(`${entry} needs \`services\`: a list of names and patterns such as shop-*, or ["*"] for all.`);
    if (installations !== undefined && !isPatterns(installations))
      throw new Error(`${entry} has \`installations\` that are none: a list of names such as [production].`);
    if (!["operator", "deployer", "admin"].includes(approver))
      throw new Error(`${entry} has an \`approver\` that is no role: operator, deployer or admin.`);
    if (typeof named !== "boolean") throw new Error(`${entry} has a \`named\` that is neither true nor false.`);
    if (!["deployer", "admin", "nobody"].includes(breakGlass))
      throw new Error(`${entry} has a \`breakGlass\` that is no role: deployer, admin or nobody.`);
    if (!(expiresHours > 0 && expiresHours <= longestHours))
      throw new Error(`${entry} has \`expiresHours\` out of range: more than 0, at most ${longestHours}.`);
    if (Object.keys(others).length > 0) throw new Error(`${entry} has an unknown member ${Object.keys(others)[0]}.`);
    const where = { services, ...(installations && { installations }) };
    return { ...where, approver, ...(named && { named }), breakGlass, expiresHours };
  });
}

function isPatterns(value) {
  return Array.isArray(value) && value.length > 0 && value.every((name) => /^[a-z0-9*-]{1,64}$/.test(name));
}

function toText(yaml) {
  const text = JSON.stringify(toRules(yaml));
  if (Buffer.byteLength(text) > mostBytes)
    throw new Error(`approvals.yml is too long for a function's environment: ${text.length} of ${mostBytes} bytes.`);
  return text;
}

module.exports = () => (existsSync(file) ? toText(readFileSync(file, "utf8")) : "[]");
module.exports.toText = toText;
