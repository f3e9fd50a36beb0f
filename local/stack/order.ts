import { references } from "./references.ts";
import { StackError, type Template, type TemplateResource } from "./template.ts";

const orders = new WeakMap<Template["Resources"], readonly string[]>();

/** Orders a template's resources so that each comes after those which it refers to or depends on; once a template. */
export function orderResources(resources: Template["Resources"]): readonly string[] {
  const order = orders.get(resources) ?? findOrder(resources);
  orders.set(resources, order);
  return order;
}

function findOrder(resources: Template["Resources"]): readonly string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    if (ordered.has(logicalId)) return;
    if (path.includes(logicalId)) {
      const circle = [...path.slice(path.indexOf(logicalId)), logicalId].join(" → ");
      throw new StackError(`The resources depend on each other in a circle: ${circle}.`);
    }
    for (const dependency of dependencies(logicalId, resources)) visit(dependency, [...path, logicalId]);
    ordered.add(logicalId);
  };
  for (const logicalId of Object.keys(resources)) visit(logicalId, []);
  return [...ordered];
}

function dependencies(logicalId: string, resources: Template["Resources"]): readonly string[] {
  const resource = resources[logicalId] as TemplateResource;
  const named = [resource.DependsOn ?? []].flat();
  const unknown = named.find((name) => !Object.hasOwn(resources, name));
  if (unknown) throw new StackError(`${logicalId} depends on ${unknown}, which the template does not have.`);
  const referred = [...references(resource.Properties)].filter((name) => Object.hasOwn(resources, name));
  return [...named, ...referred];
}
