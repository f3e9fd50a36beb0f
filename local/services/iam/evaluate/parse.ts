import { AwsError } from "../../../edge/aws-error.ts";
import { operators } from "./operators.ts";
import type { Condition, Matcher, Policy, Statement, TrustedPrincipal } from "./policy.ts";
import { parseTemplate } from "./template.ts";

/** What a document is for: an identity policy names resources, a trust policy principals, a resource's policy both. */
export type PolicyPurpose = "identity" | "trust" | "resource";

/**
 * Reads a policy document. Throws `MalformedPolicyDocument` on everything that the evaluator does not understand, so
 * that no statement is ever passed over in silence.
 */
export function parsePolicy(document: string, purpose: PolicyPurpose): Policy {
  const parsed = parseJson(document);
  const { Version, Id, Statement, ...rest } = record(parsed, "The document");
  refuseUnknown(rest, "the document");
  if (Version !== undefined && Version !== "2012-10-17" && Version !== "2008-10-17")
    throw malformed(`The policy has the version ${String(Version)}; known are 2012-10-17 and 2008-10-17.`);
  const variables = Version === "2012-10-17";
  if (Id !== undefined) one(Id, "Id");
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (Statement === undefined || statements.length === 0) throw malformed("The policy has no Statement.");
  return { statements: statements.map((statement) => parseStatement(statement, purpose, variables)) };
}

const elements: Readonly<Record<PolicyPurpose, readonly string[]>> = {
  identity: ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"],
  trust: ["Sid", "Effect", "Action", "NotAction", "Principal", "Condition"],
  resource: ["Sid", "Effect", "Action", "NotAction", "Principal", "Resource", "NotResource", "Condition"],
};

function parseStatement(value: unknown, purpose: PolicyPurpose, variables: boolean): Statement {
  const statement = record(value, "A statement");
  const unknown = Object.fromEntries(Object.entries(statement).filter(([name]) => !elements[purpose].includes(name)));
  refuseUnknown(unknown, "a statement");
  const { Effect } = statement;
  if (Effect !== "Allow" && Effect !== "Deny")
    throw malformed(`The Effect ${String(Effect)} is neither Allow nor Deny.`);
  const actions = parseMatcher(statement, "Action", false);
  const conditions = parseConditions(statement.Condition, variables);
  if (purpose === "trust")
    return { effect: Effect, actions, principals: parsePrincipals(statement.Principal), conditions };
  const resources = parseResources(statement, variables);
  if (purpose === "resource")
    return { effect: Effect, actions, principals: parsePrincipals(statement.Principal), resources, conditions };
  return { effect: Effect, actions, resources, conditions };
}

function parseMatcher(statement: Record<string, unknown>, name: "Action" | "Resource", variables: boolean): Matcher {
  const negated = `Not${name}`;
  if ((statement[name] === undefined) === (statement[negated] === undefined))
    throw malformed(`A statement needs either ${name} or ${negated}.`);
  const not = statement[name] === undefined;
  const texts = many(not ? statement[negated] : statement[name], name);
  const bad = texts.find((text) => !(name === "Action" ? isAction(text) : isResource(text)));
  if (bad !== undefined && name === "Action") throw malformed(`${bad} is not an action: write service:Operation.`);
  if (bad !== undefined) throw malformed(`Resource ${bad} must be in ARN format or "*".`);
  return { not, patterns: texts.map((text) => parseTemplate(text, variables)) };
}

function parseResources(statement: Record<string, unknown>, variables: boolean): Matcher {
  return parseMatcher(statement, "Resource", variables);
}

function isAction(text: string): boolean {
  return text === "*" || /^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(text);
}

/** Six parts, the last of which may hold further colons; variables may hold colons too. */
function isResource(text: string): boolean {
  return text === "*" || /^arn:([^:]*:){4}./.test(text.replace(/\$\{[^}]*\}/g, "x"));
}

function parsePrincipals(value: unknown): readonly TrustedPrincipal[] {
  if (value === "*") return [{ type: "AWS", value: "*" }];
  return Object.entries(record(value, "Principal")).flatMap(([type, values]) => {
    if (type !== "AWS" && type !== "Service") throw malformed(`Principals of the type ${type} are not understood.`);
    return many(values, "Principal").map((text) => ({ type, value: text }) as const);
  });
}

function parseConditions(value: unknown, variables: boolean): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(record(value, "Condition")).flatMap(([name, keys]) => {
    const [, prefix, base = ""] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(name) ?? [];
    const ifExists = base.endsWith("IfExists");
    const operator = ifExists ? base.slice(0, -"IfExists".length) : base;
    if (!Object.hasOwn(operators, operator) && (operator !== "Null" || ifExists || prefix))
      throw malformed(`Invalid Condition type : ${name}.`);
    return Object.entries(record(keys, name)).map(([key, texts]) => ({
      operator,
      ifExists,
      key: key.toLowerCase(),
      values: many(texts, key).map((text) => parseTemplate(text, variables)),
      ...(prefix && { set: prefix === "ForAllValues" ? ("all" as const) : ("any" as const) }),
    }));
  });
}

function many(value: unknown, name: string): readonly string[] {
  const values = (Array.isArray(value) ? value : [value]).map((item) => one(item, name));
  if (values.length === 0) throw malformed(`${name} is empty.`);
  return values;
}

function one(value: unknown, name: string): string {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value !== "string") throw malformed(`${name} is not a text.`);
  return value;
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(`${name} is not an object.`);
  return value as Record<string, unknown>;
}

function refuseUnknown(rest: Record<string, unknown>, where: string): void {
  const [name] = Object.keys(rest);
  if (name !== undefined) throw malformed(`The element ${name} of ${where} is not understood.`);
}

function parseJson(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw malformed("Syntax errors in policy: the document is not JSON.");
  }
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocumentException", message);
}
