import { matchesGlob } from "../model/glob.ts";
import type { ApprovalRule } from "./approval-rules.ts";
import type { EventSender } from "./event-senders.ts";
import type { Installation } from "./installation.ts";
import type { OidcRule } from "./oidc-rules.ts";
import type { SlackSettings } from "./slack.ts";

/** Environment variables, as Node gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what an installation is set up with. Throws, naming the variable, where one is missing or malformed. */
export function readInstallation(environment: Environment): Installation {
  return {
    name: required(environment, "FAIRWAY_INSTALLATION"),
    cluster: required(environment, "FAIRWAY_CLUSTER"),
    region: required(environment, "AWS_REGION"),
    account: required(environment, "FAIRWAY_ACCOUNT"),
    executionRoleArn: required(environment, "FAIRWAY_EXECUTION_ROLE_ARN"),
    taskRoles: readTaskRoles(environment),
  };
}

export function readTableName(environment: Environment): string {
  return required(environment, "FAIRWAY_TABLE");
}

export function readEventBus(environment: Environment): string {
  return required(environment, "FAIRWAY_EVENT_BUS");
}

/** ARNs of the state machines. */
export function readMachines(environment: Environment): { deploy: string; remove: string } {
  return {
    deploy: required(environment, "FAIRWAY_DEPLOY_MACHINE_ARN"),
    remove: required(environment, "FAIRWAY_REMOVE_MACHINE_ARN"),
  };
}

/** The URL of the queue of what waits to be announced. */
export function readAnnouncementQueue(environment: Environment): string {
  return required(environment, "FAIRWAY_ANNOUNCEMENT_QUEUE_URL");
}

/** The ARN of the topic on which it is announced. */
export function readAnnouncementTopic(environment: Environment): string {
  return required(environment, "FAIRWAY_ANNOUNCEMENT_TOPIC_ARN");
}

/** The queue of what makes the scaler look at services. */
export function readScalerQueue(environment: Environment): string {
  return required(environment, "FAIRWAY_SCALER_QUEUE_URL");
}

/** The name of the function that plans. */
export function readPlanFunction(environment: Environment): string {
  return required(environment, "FAIRWAY_PLAN_FUNCTION");
}

/** The name of the function that keeps stopped tasks. */
export function readTaskStateFunction(environment: Environment): string {
  return required(environment, "FAIRWAY_TASK_STATE_FUNCTION");
}

/** For how many days incidents are kept. */
export function readIncidentDays(environment: Environment): number {
  const name = "FAIRWAY_INCIDENT_DAYS";
  const days = Number(required(environment, name));
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new Error(`Environment variable ${name} must be a whole number from 1 to 3650; it is ${environment[name]}`);
  return days;
}

/** Who may send commands as events. */
export function readEventSenders(environment: Environment): readonly EventSender[] {
  const name = "FAIRWAY_EVENT_SENDERS";
  const senders = parseJson(required(environment, name));
  if (!Array.isArray(senders) || !senders.every(isEventSender))
    throw new Error(
      `Environment variable ${name} must be a JSON list of {"source", "account", "role", "services"}; it is ${environment[name]}`,
    );
  return senders;
}

/** Which services need an approval, in this installation. */
export function readApprovals(environment: Environment): readonly ApprovalRule[] {
  const name = "FAIRWAY_APPROVALS";
  const rules = parseJson(required(environment, name));
  if (!Array.isArray(rules) || !rules.every(isApprovalRule))
    throw new Error(
      `Environment variable ${name} must be a JSON list of {"services", "approver", "breakGlass", "expiresHours"}; it is ${environment[name]}`,
    );
  const installation = required(environment, "FAIRWAY_INSTALLATION");
  return rules.filter(({ installations = ["*"] }) => installations.some((one) => matchesGlob(one, installation)));
}

/** Slack as it is set up; `undefined` where there is no `slack.yml`. */
export function readSlack(environment: Environment): SlackSettings | undefined {
  const name = "FAIRWAY_SLACK";
  const settings = parseJson(required(environment, name));
  if (settings === null) return undefined;
  if (!isSlackSettings(settings))
    throw new Error(`Environment variable ${name} must be what shared/config/slack.cjs makes of slack.yml.`);
  return settings;
}

/** The name of the secret that holds Slack's signing secrets and the bot's token. */
export function readSlackSecret(environment: Environment): string {
  return required(environment, "FAIRWAY_SLACK_SECRET");
}

/** The URL of the queue of what waits to be done in chat. */
export function readChatQueue(environment: Environment): string {
  return required(environment, "FAIRWAY_CHAT_QUEUE_URL");
}

/** Whom identity providers vouch for. */
export function readOidcRules(environment: Environment): readonly OidcRule[] {
  const name = "FAIRWAY_OIDC";
  const rules = parseJson(required(environment, name));
  if (!Array.isArray(rules) || !rules.every(isOidcRule))
    throw new Error(
      `Environment variable ${name} must be a JSON list of {"issuer", "jwksUri", "audience", "claims", "role", "services", "minutes"}; it is ${environment[name]}`,
    );
  return rules;
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") {
    throw new Error(`Environment variable ${name} is missing: the stack's template must set it for this function.`);
  }
  return value;
}

function readTaskRoles(environment: Environment): Installation["taskRoles"] {
  const name = "FAIRWAY_TASK_ROLES";
  const text = environment[name] ?? "[]";
  const roles = parseJson(text);
  if (!Array.isArray(roles) || !roles.every(isTaskRole)) {
    throw new Error(
      `Environment variable ${name} must be a JSON list of {"roleArn": "arn:…", "services": ["name" or "*"]}; it is ${text}`,
    );
  }
  return roles;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEventSender(value: unknown): value is EventSender {
  const { source, account, role, services } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    typeof source === "string" &&
    (account === undefined || typeof account === "string") &&
    (role === "operator" || role === "deployer") &&
    isTexts(services)
  );
}

function isApprovalRule(value: unknown): value is ApprovalRule {
  const rule = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    isTexts(rule.services) &&
    (rule.installations === undefined || isTexts(rule.installations)) &&
    ["operator", "deployer", "admin"].includes(rule.approver as string) &&
    (rule.named === undefined || typeof rule.named === "boolean") &&
    ["deployer", "admin", "nobody"].includes(rule.breakGlass as string) &&
    typeof rule.expiresHours === "number"
  );
}

function isOidcRule(value: unknown): value is OidcRule {
  const rule = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    isTexts([rule.issuer, rule.jwksUri, rule.audience]) &&
    isTexts(Object.values(rule.claims ?? {}).flat()) &&
    ["viewer", "operator", "deployer"].includes(rule.role as string) &&
    isTexts(rule.services) &&
    typeof rule.minutes === "number"
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isTaskRole(value: unknown): value is Installation["taskRoles"][number] {
  const { roleArn, services } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof roleArn === "string" && isTexts(services);
}

function isSlackSettings(value: unknown): value is SlackSettings {
  const { app, workspaces, channels, people, api, hooks } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const areTexts = [app, api, hooks].every((text) => typeof text === "string");
  return areTexts && [workspaces, channels, people].every(Array.isArray);
}
