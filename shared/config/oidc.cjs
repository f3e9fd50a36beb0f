const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parse } = require("yaml");

const file = join(__dirname, "../../oidc.yml");

/** All of a function's environment must fit into 4 KB; the other variables of the one that reads this are short. */
const mostBytes = 3 * 1024;

const github = "https://token.actions.githubusercontent.com";

/** Which of GitHub's claims bind a token to a place that not everyone who may push can choose. */
const githubPlaces = ["ref", "environment", "job_workflow_ref"];

/** Reads `oidc.yml`. Throws, naming the entry, where it would let in nobody, or more than was meant. */
function toRules(yaml) {
  const rules = parse(yaml) ?? [];
  if (!Array.isArray(rules)) throw new Error("oidc.yml must be a list of {issuer, audience, claims, role, services}.");
  return rules.map((given, index) => {
    const { issuer, audience, claims, role, services, minutes = 30, ...more } = given ?? {};
    const { jwksUri = `${issuer}/.well-known/jwks`, ...others } = more;
    const entry = `oidc.yml: entry ${index + 1}`;
    if (!isHttps(issuer)) throw new Error(`${entry} needs an \`issuer\`: an https:// URL, as its tokens have it.`);
    if (!isHttps(jwksUri)) throw new Error(`${entry} has a \`jwksUri\` that is no https:// URL.`);
    if (typeof audience !== "string" || audience.length < 3 || /^https:\/\/github\.com\//.test(audience))
      throw new Error(
        `${entry} needs an \`audience\` of its own, such as fairway: GitHub's default is the same for all who use it.`,
      );
    if (!isClaims(claims))
      throw new Error(
        `${entry} needs \`claims\`: what the token must say, by a text or a list of texts that say more than *.`,
      );
    if (issuer === github) requireGithub(entry, claims);
    if (!["viewer", "operator", "deployer"].includes(role))
      throw new Error(`${entry} needs a role: viewer, operator or deployer.`);
    if (!Array.isArray(services) || services.length === 0 || !services.every((name) => /^[a-z0-9*-]{1,64}$/.test(name)))
      throw new Error(`${entry} needs \`services\`: a list of names and patterns such as team-*, or ["*"] for all.`);
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
      throw new Error(`${entry} has \`minutes\` out of range: a whole number from 1 to 60.`);
    if (Object.keys(others).length > 0) throw new Error(`${entry} has an unknown member ${Object.keys(others)[0]}.`);
    return { issuer, jwksUri, audience, claims, role, services, minutes };
  });
}

/** Names can be given up and taken by others; ids cannot. */
function requireGithub(entry, claims) {
  for (const name of ["repository_id", "repository_owner_id"])
    if (!/^\d+$/.test(String(claims[name])))
      throw new Error(
        `${entry} needs the claim ${name}, a number in quotes: a name can be taken over by someone else.`,
      );
  if (!githubPlaces.some((name) => claims[name] !== undefined))
    throw new Error(`${entry} needs one of the claims ${githubPlaces.join(", ")}: else every branch may do as much.`);
}

function isClaims(claims) {
  if (typeof claims !== "object" || claims === null || Array.isArray(claims) || Object.keys(claims).length === 0)
    return false;
  const texts = Object.values(claims).flat();
  return texts.length > 0 && texts.every((text) => typeof text === "string" && /[^*]/.test(text));
}

function isHttps(value) {
  return typeof value === "string" && URL.canParse(value) && new URL(value).protocol === "https:";
}

function toText(yaml) {
  const text = JSON.stringify(toRules(yaml));
  if (Buffer.byteLength(text) > mostBytes)
    throw new Error(`oidc.yml is too long for a function's environment: ${text.length} of ${mostBytes} bytes.`);
  return text;
}

module.exports = () => (existsSync(file) ? toText(readFileSync(file, "utf8")) : "[]");
module.exports.toText = toText;
