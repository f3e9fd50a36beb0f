import { AwsError } from "../edge/aws-error.ts";
import type { FaultCall, Faults } from "../edge/faults.ts";
import type { CallFault } from "./fault.ts";

/** Finds the fault for a call and counts it as used. */
export type TakeFault = (fits: (fault: CallFault) => boolean) => CallFault | undefined;

/** Answers calls with the faults that wait for them; what else should befall a call (`also`) comes first. */
export function callFaults(take: TakeFault, also: Faults = {}): Faults {
  const strike = (call: FaultCall, after: boolean): void => {
    const fault = take((one) => one.after === after && isFor(one, call));
    if (fault) throw errorOf(fault, call);
  };
  return {
    ...(also.during && { during: (call, effect) => also.during?.(call, effect) ?? effect() }),
    async before(call) {
      await also.before?.(call);
      strike(call, false);
    },
    async after(call, output) {
      await also.after?.(call, output);
      strike(call, true);
    },
  };
}

function isFor({ operation }: CallFault, call: FaultCall): boolean {
  const [service, name] = operation.split(":");
  return service === call.service && (name === "*" || name === call.operation);
}

function errorOf({ kind }: CallFault, { service, operation, principal }: FaultCall): AwsError {
  switch (kind) {
    case "throttle":
      if (service === "ec2") return new AwsError("RequestLimitExceeded", "Request limit exceeded.", { status: 503 });
      if (service === "lambda") return new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
      return new AwsError("ThrottlingException", "Rate exceeded");
    case "server-error":
      return new AwsError("InternalFailure", "The request processing has failed because of an unknown error.", {
        status: 500,
      });
    case "denied":
      return new AwsError(
        service === "ec2" ? "UnauthorizedOperation" : "AccessDeniedException",
        `User: ${principal.arn} is not authorized to perform: ${service}:${operation} with an explicit deny`,
        { status: service === "ec2" ? 403 : 400 },
      );
  }
}
