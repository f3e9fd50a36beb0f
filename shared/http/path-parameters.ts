import { serviceNameMessage, serviceNamePattern } from "../model/service-name.ts";
import { HttpProblem } from "./problem.ts";

/** What the parameters of a path must look like. What does not is never looked up. */
const shapes: Readonly<Record<string, { readonly pattern: RegExp; readonly message: string }>> = {
  name: { pattern: serviceNamePattern, message: serviceNameMessage },
  lock: { pattern: new RegExp(`${serviceNamePattern.source}|^\\*$`), message: `${serviceNameMessage}; or * for all` },
  id: {
    pattern: /^[a-z0-9-]{1,64}$/,
    message: "must be an id as the API answers it: lower-case letters, digits and -",
  },
};

/**
 * Holds the parameters of a path to their shape. What cannot be there is not found (404); where the path would name
 * something new (PUT), it is the request that is wrong (422).
 */
export function checkPathParameters(method: string, parameters: Readonly<Record<string, string>>): void {
  for (const [field, value] of Object.entries(parameters)) {
    const shape = shapes[field];
    if (shape?.pattern.test(value)) continue;
    const problems = [{ field, message: shape?.message ?? "is not known" }];
    if (method === "PUT") throw new HttpProblem(422, `The ${field} in the path cannot be used.`, { problems });
    throw new HttpProblem(404, `There is nothing here: the ${field} in the path is not one.`, { problems });
  }
}
