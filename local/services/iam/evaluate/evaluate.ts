import { operators } from "./operators.ts";
import type { Condition, Keys, Matcher, Policy, Statement, TrustedPrincipal } from "./policy.ts";
import { fill, matches } from "./template.ts";

/** What is asked: one action on one resource, with the request's condition keys. */
export interface Question {
  /** `ecs:CreateService`. */
  readonly action: string;
  /** An ARN, or `*` for actions that know no resources. */
  readonly resource: string;
  readonly keys: Keys;
}

export type Verdict = "allow" | "explicit-deny" | "implicit-deny";

/**
 * Decides as IAM does: a Deny that applies beats everything, else an Allow that applies grants, else the answer is no.
 * With a permissions boundary both must allow.
 */
export function evaluate(policies: readonly Policy[], boundary: Policy | undefined, question: Question): Verdict {
  const about = (policy: Policy): readonly Statement[] => statementsAbout(policy, question);
  const applies = (statement: Statement): boolean => appliesToResource(statement, question);
  const verdict = verdictOf(policies.flatMap(about), applies);
  if (!boundary || verdict === "explicit-deny") return verdict;
  const limit = verdictOf(about(boundary), applies);
  return limit === "allow" ? verdict : limit;
}

/** Whom a policy that names principals is asked about: by all names that it goes by. */
export interface NamedPrincipal {
  readonly type: TrustedPrincipal["type"];
  readonly names: readonly string[];
}

/** Decides by a resource's own policy whether a principal may act on it. */
export function evaluateResource(policy: Policy, principal: NamedPrincipal, question: Question): Verdict {
  return verdictOf(
    statementsAbout(policy, question),
    (statement) => names(statement, principal) && appliesToResource(statement, question),
  );
}

/** Decides whether a role's trust policy lets a principal (given by all names that it goes by) assume the role. */
export function evaluateTrust(
  trust: Policy,
  principal: NamedPrincipal,
  question: Pick<Question, "action" | "keys">,
): Verdict {
  return verdictOf(
    trust.statements,
    (statement) => names(statement, principal) && appliesToAction(statement, question),
  );
}

function names({ principals = [] }: Statement, principal: NamedPrincipal): boolean {
  return principals.some(
    ({ type, value }) => type === principal.type && (value === "*" || principal.names.includes(value)),
  );
}

function verdictOf(statements: readonly Statement[], applies: (statement: Statement) => boolean): Verdict {
  const applying = statements.filter(applies);
  if (applying.some((statement) => statement.effect === "Deny")) return "explicit-deny";
  return applying.length > 0 ? "allow" : "implicit-deny";
}

const byAction = new WeakMap<Policy, Map<string, readonly Statement[]>>();

/** A policy's statements about an action, found once: the actions of a policy hold no variables. */
function statementsAbout(policy: Policy, question: Question): readonly Statement[] {
  const known = byAction.get(policy) ?? new Map<string, readonly Statement[]>();
  byAction.set(policy, known);
  const found =
    known.get(question.action) ?? policy.statements.filter(({ actions }) => matchesAction(actions, question));
  known.set(question.action, found);
  return found;
}

/** Of a statement that is about the question's action. */
function appliesToResource(statement: Statement, question: Question): boolean {
  const { resources } = statement;
  if (!resources) throw new Error("An identity policy has a statement without Resource.");
  return (
    includes(resources, (pattern) => matches(pattern, question.keys, question.resource, { arn: !isStar(pattern) })) &&
    conditionsHold(statement, question.keys)
  );
}

function appliesToAction(statement: Statement, question: Pick<Question, "action" | "keys">): boolean {
  return matchesAction(statement.actions, question) && conditionsHold(statement, question.keys);
}

function matchesAction(actions: Matcher, { action, keys }: Pick<Question, "action" | "keys">): boolean {
  return includes(actions, (pattern) => matches(pattern, keys, action, { ignoreCase: true }));
}

function includes(matcher: Matcher, fits: (pattern: Matcher["patterns"][number]) => boolean): boolean {
  return matcher.patterns.some(fits) !== matcher.not;
}

/** `Resource: "*"` reaches over every part of an ARN. */
function isStar(pattern: Matcher["patterns"][number]): boolean {
  return pattern.length === 1 && pattern[0]?.kind === "text" && pattern[0].text === "*";
}

function conditionsHold(statement: Statement, keys: Keys): boolean {
  return statement.conditions.every((condition) => conditionHolds(condition, keys));
}

function conditionHolds(condition: Condition, keys: Keys): boolean {
  const actual = keys.get(condition.key) ?? [];
  if (condition.operator === "Null")
    return condition.values.some((value) => fill(value, keys) === String(actual.length === 0));
  const operator = operators[condition.operator];
  if (!operator) throw new Error(`The condition operator ${condition.operator} is not understood.`);
  if (actual.length === 0)
    return condition.ifExists || condition.set === "all" || (operator.negated && condition.set !== "any");
  const fits = (value: string): boolean =>
    condition.values.some((wanted) => operator.test(value, wanted, keys)) !== operator.negated;
  if (condition.set === "all") return actual.every(fits);
  if (condition.set === undefined && actual.length > 1)
    throw new Error(
      `The condition key ${condition.key} holds several values: compare it with ForAllValues: or ForAnyValue:.`,
    );
  return actual.some(fits);
}
