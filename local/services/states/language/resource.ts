/** What a Task's `Resource` names: a function by its own ARN, or an integration with a service. */
export type Resource =
  | { readonly kind: "function"; readonly functionArn: string }
  | {
      readonly kind: "integration";
      /** As history events have it: `lambda`, `states`, `aws-sdk:ecs`. */
      readonly resourceType: string;
      /** Likewise: `invoke`, `startExecution.sync:2`. */
      readonly resource: string;
      readonly action: string;
      readonly pattern: Pattern;
    };

/** How a Task waits: for the answer, for the end of what it started, or for someone who brings its token back. */
export type Pattern = "request" | "sync" | "sync:2" | "waitForTaskToken";

const functionArn = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const integrationArn =
  /^arn:aws[\w-]*:states:::((?:aws-sdk:)?[a-zA-Z0-9]+):([a-zA-Z0-9]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;

/** Reads a `Resource`; `undefined` when it is of no known form. */
export function parseResource(text: string): Resource | undefined {
  if (functionArn.test(text)) return { kind: "function", functionArn: text };
  const [, resourceType, action, pattern] = integrationArn.exec(text) ?? [];
  if (!resourceType || !action) return undefined;
  return {
    kind: "integration",
    resourceType,
    resource: pattern ? `${action}.${pattern}` : action,
    action,
    pattern: (pattern as Pattern | undefined) ?? "request",
  };
}
