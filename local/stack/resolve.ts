import { isObject, StackError } from "./template.ts";

/** What a template's functions can see. */
export interface Scope {
  /** A parameter, a pseudo parameter, or a resource's reference. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(name: string, first: string, second: string): unknown;
  /** The region's availability zones. */
  readonly zones: readonly string[];
}

/** What stands for `AWS::NoValue`: the property that holds it is left out. */
export const noValue = Symbol("AWS::NoValue");

/** Works out every function in a value: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join`, `Fn::If` and the others. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value))
    return value.map((element) => resolve(element, scope)).filter((element) => element !== noValue);
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  if (names.length === 1) {
    const name = names[0] as string;
    const run = functions[name];
    if (run) return run(value[name], scope);
    if (name.startsWith("Fn::"))
      throw new StackError(`${name} is not served by the local cloud: write the value without it.`);
  }
  const resolved: Record<string, unknown> = {};
  for (const name of names) {
    const each = resolve(value[name], scope);
    if (each !== noValue) resolved[name] = each;
  }
  return resolved;
}

/** Evaluates a condition: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`. */
export function evaluateCondition(value: unknown, scope: Scope): boolean {
  return resolve(value, scope) === true;
}

type Evaluate = (operand: unknown, scope: Scope) => unknown;

const functions: Readonly<Record<string, Evaluate>> = {
  Ref: (operand, scope) => scope.ref(String(operand)),
  "Fn::GetAtt": (operand, scope) => {
    const [logicalId, ...attribute] = typeof operand === "string" ? operand.split(".") : (operand as string[]);
    return scope.attribute(String(logicalId), attribute.map((part) => resolve(part, scope)).join("."));
  },
  "Fn::Sub": substitute,
  "Fn::Join": (operand, scope) => {
    const [separator, parts] = operand as [string, unknown];
    return list("Fn::Join", resolve(parts, scope)).map(String).join(separator);
  },
  "Fn::Select": (operand, scope) => {
    const [index, from] = resolve(operand, scope) as [number | string, unknown];
    const values = list("Fn::Select", from);
    if (values[Number(index)] === undefined)
      throw new StackError(`Fn::Select has no element ${index} in a list of ${values.length}.`);
    return values[Number(index)];
  },
  "Fn::Split": (operand, scope) => {
    const [separator, text] = resolve(operand, scope) as [string, string];
    return text.split(separator);
  },
  "Fn::If": (operand, scope) => {
    const [condition, yes, no] = operand as [string, unknown, unknown];
    return resolve(scope.condition(condition) ? yes : no, scope);
  },
  "Fn::Equals": (operand, scope) => {
    const [one, other] = resolve(operand, scope) as [unknown, unknown];
    return String(one) === String(other);
  },
  "Fn::And": (operand, scope) => (operand as unknown[]).every((each) => evaluateCondition(each, scope)),
  "Fn::Or": (operand, scope) => (operand as unknown[]).some((each) => evaluateCondition(each, scope)),
  "Fn::Not": (operand, scope) => !evaluateCondition((operand as unknown[])[0], scope),
  /** Also a key of IAM statements, where it holds an object. */
  Condition: (operand, scope) =>
    typeof operand === "string" ? scope.condition(operand) : { Condition: resolve(operand, scope) },
  "Fn::FindInMap": (operand, scope) => {
    const [name, first, second] = resolve(operand, scope) as [string, string, string];
    return scope.mapping(name, first, second);
  },
  "Fn::Base64": (operand, scope) => Buffer.from(String(resolve(operand, scope))).toString("base64"),
  "Fn::GetAZs": (_operand, scope) => [...scope.zones],
  "Fn::ToJsonString": (operand, scope) => JSON.stringify(resolve(operand, scope)),
};

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}`, which stays `${Literal}`. */
function substitute(operand: unknown, scope: Scope): string {
  const [text, variables] = Array.isArray(operand) ? (operand as [string, unknown]) : [operand as string, {}];
  const given = resolve(variables, scope) as Record<string, unknown>;
  return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (Object.hasOwn(given, name)) return String(given[name]);
    const [logicalId = "", ...attribute] = name.split(".");
    return String(attribute.length > 0 ? scope.attribute(logicalId, attribute.join(".")) : scope.ref(name));
  });
}

function literal(text: string): string {
  if (text.includes("{{resolve:"))
    throw new StackError(`Dynamic references are not served by the local cloud: ${text}`);
  return text;
}

function list(name: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new StackError(`${name} needs a list, but got ${JSON.stringify(value)}.`);
  return value;
}
