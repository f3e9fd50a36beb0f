const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parse } = require("yaml");

const file = join(__dirname, "../../slack.yml");

/** All of a function's environment must fit into 4 KB, and the task roles are in it too. */
const mostBytes = 2 * 1024;

const roles = ["viewer", "operator", "deployer", "admin"];
const shapes = {
  app: [/^A[A-Z0-9]{2,20}$/, "an app's id: A0123ABCD"],
  workspace: [/^T[A-Z0-9]{2,20}$/, "a workspace's id: T0123ABCD"],
  enterprise: [/^E[A-Z0-9]{2,20}$/, "an organisation's id: E0123ABCD"],
  channel: [/^[CG][A-Z0-9]{2,20}$/, "a channel's id: C0123ABCD"],
  user: [/^[UW][A-Z0-9]{2,20}$/, "a person's id: U0123ABCD"],
  group: [/^S[A-Z0-9]{2,20}$/, "a user group's id: S0123ABCD"],
};

/** Where Slack answers; its cloud for governments has other names. */
const defaults = { api: "https://slack.com/api", hooks: "https://hooks.slack.com" };

/** Reads `slack.yml`. Throws, naming the entry, where it would give nobody what was meant. No file: no Slack. */
function toSettings(yaml) {
  const read = parse(yaml);
  if (read === null || read === undefined) return null;
  if (typeof read !== "object" || Array.isArray(read))
    throw new Error("slack.yml must have app, workspaces, channels and people: see docs/slack.md.");
  const { app, workspaces, enterprises, channels, people, api, hooks, ...others } = read;
  refuseOthers("slack.yml", others);
  id("slack.yml: app", "app", app);
  ids("slack.yml: workspaces", "workspace", workspaces);
  if (enterprises !== undefined) ids("slack.yml: enterprises", "enterprise", enterprises);
  return {
    app,
    workspaces,
    ...(enterprises !== undefined && { enterprises }),
    channels: list("slack.yml: channels", channels).map(toChannel),
    people: list("slack.yml: people", people).map(toGrant),
    api: origin("slack.yml: api", api ?? defaults.api),
    hooks: origin("slack.yml: hooks", hooks ?? defaults.hooks),
  };
}

function toChannel(channel) {
  const { id: channelId, commands = true, announce = [], ...others } = channel ?? {};
  const entry = `slack.yml: channel ${channelId}`;
  id(entry, "channel", channelId);
  if (typeof commands !== "boolean") throw new Error(`${entry} has \`commands\` that are neither true nor false.`);
  if (announce.length !== 0) services(`${entry}, announce,`, announce);
  refuseOthers(entry, others);
  return { id: channelId, commands, announce };
}

function toGrant(grant) {
  const { user, group, person, role, services: names, ...others } = grant ?? {};
  const entry = `slack.yml: ${user ?? group}`;
  if ((user === undefined) === (group === undefined))
    throw new Error("slack.yml: each of `people` needs either a user or a group.");
  if (user !== undefined) id(entry, "user", user);
  else id(entry, "group", group);
  if (!roles.includes(role)) throw new Error(`${entry} needs a role: ${roles.join(", ")}.`);
  services(entry, names);
  if (person !== undefined && user === undefined)
    throw new Error(`${entry} has a \`person\`, and is a group: name the person at the entry of a user.`);
  if (person !== undefined && (typeof person !== "string" || !/^[^\p{C}\p{Z}]{1,100}$/u.test(person)))
    throw new Error(
      `${entry} has a \`person\` that must be a text without blanks, as on their tokens: ann@example.com.`,
    );
  refuseOthers(entry, others);
  const who = user === undefined ? { group } : { user, ...(person !== undefined && { person }) };
  return { ...who, role, services: names };
}

function services(entry, names) {
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => /^[a-z0-9*-]{1,64}$/.test(name)))
    throw new Error(`${entry} needs \`services\`: a list of names and patterns such as team-*, or ["*"] for all.`);
}

function id(entry, kind, value) {
  const [pattern, what] = shapes[kind];
  if (typeof value !== "string" || !pattern.test(value)) throw new Error(`${entry} must be ${what}, not ${value}.`);
}

function ids(entry, kind, values) {
  for (const value of list(entry, values)) id(entry, kind, value);
}

function list(entry, values) {
  if (!Array.isArray(values) || values.length === 0) throw new Error(`${entry} must be a list, and not an empty one.`);
  return values;
}

/** An address without anything after it that could lead elsewhere; unencrypted on this machine only. */
function origin(entry, text) {
  const { protocol, hostname, username, search, hash } = URL.canParse(text) ? new URL(text) : {};
  const isLocal = protocol === "http:" && hostname === "127.0.0.1";
  if ((protocol !== "https:" && !isLocal) || username || search || hash)
    throw new Error(`${entry} must be an address such as ${defaults.hooks}.`);
  return text.replace(/\/+$/, "");
}

function refuseOthers(entry, others) {
  const [name] = Object.keys(others);
  if (name !== undefined) throw new Error(`${entry} has an unknown member ${name}.`);
}

function toText(yaml) {
  const text = JSON.stringify(toSettings(yaml));
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes)
    throw new Error(
      `slack.yml is too long for a function's environment: ${bytes} of ${mostBytes} bytes. Name user groups instead of people.`,
    );
  return text;
}

module.exports = () => toText(existsSync(file) ? readFileSync(file, "utf8") : "");
module.exports.toText = toText;
