import { type World, zones } from "../world/world.ts";
import type { CreatedResource } from "./kind.ts";
import { evaluateCondition, noValue, type Scope } from "./resolve.ts";
import { StackError, type Template } from "./template.ts";

/** What the template's functions see: parameters, pseudo parameters, and the resources made so far. */
export function makeScope(given: {
  readonly world: World;
  readonly template: Template;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly created: ReadonlyMap<string, CreatedResource>;
}): Scope {
  const { world, template, stackName, parameters, created } = given;
  const pseudo: Readonly<Record<string, unknown>> = {
    "AWS::AccountId": world.account,
    "AWS::Region": world.region,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stackName,
    "AWS::StackId": `arn:aws:cloudformation:${world.region}:${world.account}:stack/${stackName}/${world.random.uuid()}`,
    "AWS::NotificationARNs": [],
    "AWS::NoValue": noValue,
  };

  const parameter = (name: string): unknown => {
    const declared = template.Parameters?.[name];
    if (!declared) throw new StackError(`Ref ${name} names neither a resource nor a parameter of the template.`);
    const value = parameters[name] ?? declared.Default;
    if (value === undefined) throw new StackError(`The parameter ${name} has no default: give a value for it.`);
    if (declared.Type.startsWith("AWS::SSM::"))
      throw new StackError(`The parameter ${name} is read from SSM, which is not served here.`);
    return /^(CommaDelimitedList|List<.*>)$/.test(declared.Type) ? String(value).split(",") : String(value);
  };
  const resource = (logicalId: string): CreatedResource => {
    const found = created.get(logicalId);
    if (!found) throw new StackError(`${logicalId} is not a resource that the stack has made.`);
    return found;
  };

  const scope: Scope = {
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      return Object.hasOwn(template.Resources, name) ? resource(name).ref : parameter(name);
    },
    attribute(logicalId, attribute) {
      const value = resource(logicalId).attributes?.[attribute];
      if (value === undefined)
        throw new StackError(
          `${logicalId} (${template.Resources[logicalId]?.Type}) has no attribute ${attribute} in the local cloud.`,
        );
      return value;
    },
    condition(name) {
      if (!template.Conditions || !Object.hasOwn(template.Conditions, name))
        throw new StackError(`The template has no condition ${name}.`);
      return evaluateCondition(template.Conditions[name], scope);
    },
    mapping(name, first, second) {
      const value = template.Mappings?.[name]?.[first]?.[second];
      if (value === undefined) throw new StackError(`The template has no mapping ${name}.${first}.${second}.`);
      return value;
    },
    zones: zones(world),
  };
  return scope;
}
