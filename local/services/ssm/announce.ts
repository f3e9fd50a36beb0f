import type { Host } from "../../edge/contract.ts";
import { latest, type Parameter } from "./state.ts";

/** Sends `Parameter Store Change`, which names the parameter and never its value. */
export function announce({ cloud }: Host, parameter: Parameter, operation: "Create" | "Update" | "Delete"): void {
  const { type, description } = latest(parameter);
  cloud.events.emit({
    source: "aws.ssm",
    detailType: "Parameter Store Change",
    resources: [parameter.arn],
    detail: { operation, name: parameter.name, type, ...(description !== undefined && { description }) },
  });
}
