import { readFileSync } from "node:fs";
import { matchesPattern, parsePattern } from "../../../local/services/events/pattern/pattern.ts";
import { causedBy, isLook } from "./effects.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const template = new URL("../../../.serverless/cloudformation-template-update-stack.json", import.meta.url);

const pseudoParameters: Readonly<Record<string, string>> = {
  Partition: "aws",
  Region: "us-east-1",
  AccountId: "123456789012",
};

/** The packaged stack, with every reference put in: `GetAtt` and `Ref` become the logical name, pseudo parameters theirs. */
const { Resources } = resolve(JSON.parse(readFileSync(template, "utf8"))) as {
  readonly Resources: Readonly<Record<string, Resource>>;
};

function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = value as Readonly<Record<string, unknown>>;
  if (typeof Ref === "string") return Ref;
  if (Array.isArray(attribute)) return attribute[0];
  if (typeof text === "string")
    return text.replace(/\$\{AWS::(\w+)\}/g, (_all, name: string) => pseudoParameters[name] ?? name);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
}

const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === `AWS::${type}`);
const asList = <One>(value: One | readonly One[]): readonly One[] =>
  Array.isArray(value) ? (value as readonly One[]) : [value as One];

/** A function's name by its logical one: `EventDashtaskDashstateLambdaFunction` is `event-task-state`. */
const nameOf = (logical: string): string =>
  String(Resources[logical]?.Properties.FunctionName ?? logical).replace(/^fairway-/, "");

/** What it may do: what is denied it causes nothing. */
const statementsOf = (role: string): readonly Statement[] =>
  ((Resources[role]?.Properties.Policies ?? []) as readonly { PolicyDocument: { Statement: readonly Statement[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === "Allow");

const functions = new Map(ofType("Lambda::Function").map(([logical, { Properties }]) => [nameOf(logical), Properties]));

/** Every action that a function's role allows, with the resources. */
const grantsOf = (name: string): readonly { readonly action: string; readonly resources: readonly string[] }[] =>
  statementsOf(String(functions.get(name)?.Role)).flatMap(({ Action, Resource }) =>
    asList(Action).map((action) => ({ action, resources: asList(Resource).map(String) })),
  );

interface Rule {
  readonly bus: "default" | "own";
  readonly wakes: readonly string[];
  readonly matches: (event: unknown) => boolean;
}

/** Who reads which queue. */
const readers = ofType("Lambda::EventSourceMapping").map(([, { Properties }]) => ({
  source: String(Properties.EventSourceArn),
  name: nameOf(String(Properties.FunctionName)),
}));

/** Whom a rule's target wakes: a function, or those who read the queue. */
const wokenBy = (target: string): readonly string[] =>
  Resources[target]?.Type === "AWS::SQS::Queue"
    ? readers.filter(({ source }) => source === target).map(({ name }) => name)
    : [nameOf(target)];

const rules: readonly Rule[] = ofType("Events::Rule").map(([, { Properties }]) => {
  const pattern =
    Properties.EventPattern === undefined ? undefined : parsePattern(JSON.stringify(Properties.EventPattern));
  return {
    bus: Properties.EventBusName === undefined ? "default" : "own",
    wakes: (Properties.Targets as readonly { Arn: string }[]).flatMap(({ Arn }) => wokenBy(Arn)),
    // A schedule is woken by the clock only.
    matches: (event) => pattern !== undefined && matchesPattern(pattern, event),
  };
});

/** The functions that a rule, a schedule or a queue starts. */
export const reactors: readonly string[] = [
  ...new Set([...rules.flatMap(({ wakes }) => wakes), ...readers.map(({ name }) => name)]),
].sort();

/** What starts functions, besides rules and requests: only queues, since a table's stream would be a way round this. */
export const sources: readonly string[] = readers.map(({ source }) => String(Resources[source]?.Type)).sort();

/** `fairway-event-*` of an ARN, as a test of names. */
const invokable = (resources: readonly string[]): readonly string[] =>
  [...functions.keys()].filter((name) =>
    resources.some((arn) => {
      const pattern = nameOf(arn) === arn ? (arn.split(":function:fairway-")[1] ?? arn) : nameOf(arn);
      return pattern === "*" || (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
    }),
  );

/** The steps of both machines: who starts an execution, or lets one go on, has them run. */
const steps = ["DeployMachineRole", "RemoveMachineRole"].flatMap((role) =>
  statementsOf(role)
    .filter(({ Action }) => asList(Action).includes("lambda:InvokeFunction"))
    .flatMap(({ Resource }) => invokable(asList(Resource).map(String))),
);

/** Whom a function has run by itself: by invoking it, or by the machines. */
const startedBy = (name: string): readonly string[] =>
  grantsOf(name).flatMap(({ action, resources }) => {
    if (action === "lambda:InvokeFunction") return invokable(resources);
    return /^states:(StartExecution|SendTask)/.test(action) ? steps : [];
  });

/** The reactors, and all functions that one of them has run. */
export function findWriters(): readonly string[] {
  const found = new Set(reactors);
  for (const name of found) for (const started of startedBy(name)) found.add(started);
  return [...found].sort();
}

/** The writes of a function of which nobody has said what they cause. */
export const unknownWrites = (name: string): readonly string[] =>
  grantsOf(name)
    .map(({ action }) => action)
    .filter((action) => !isLook(action) && causedBy(action) === undefined);

/** What has a queue hand out a message: a new one, or one that comes again. */
const bringsMessages: readonly string[] = ["sqs:SendMessage", "sqs:ChangeMessageVisibility"];

/** Whom each write of a function may wake: `ecs:UpdateService → event-task-state`. */
export function wakesOf(name: string): readonly string[] {
  const woken = grantsOf(name).flatMap(({ action, resources }) => {
    const caused = isLook(action) ? [] : (causedBy(action) ?? []);
    const byRules = caused.flatMap(({ bus, event }) =>
      rules.filter((rule) => rule.bus === bus && rule.matches(event)).flatMap(({ wakes }) => wakes),
    );
    const byQueues = readers
      .filter(({ source }) => bringsMessages.includes(action) && resources.includes(source))
      .map((reader) => reader.name);
    const byInvoking =
      action === "lambda:InvokeFunction" ? invokable(resources).filter((one) => reactors.includes(one)) : [];
    return [...byRules, ...byQueues, ...byInvoking].map((one) => `${action} → ${one}`);
  });
  return [...new Set(woken)].sort();
}
