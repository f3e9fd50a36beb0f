import { AwsError } from "../../../edge/aws-error.ts";

/** Why a target could not be invoked, by the error codes that EventBridge writes to dead-letter queues. */
export class DeliveryFailure extends Error {
  override readonly name = "DeliveryFailure";
  readonly code: "NO_PERMISSIONS" | "NO_RESOURCE" | "SDK_CLIENT_ERROR" | "THROTTLING" | "FAILED_TO_ASSUME_ROLE";
  readonly retryable: boolean;

  constructor(code: DeliveryFailure["code"], message: string, retryable = false) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}

const gone = ["QueueDoesNotExist", "NotFoundException", "ResourceNotFoundException"];
const refused = ["AccessDenied", "AuthorizationErrorException"];

/** What a queue's or a topic's refusal means to EventBridge. Everything else is passed on as it is. */
export function sendRefusal(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (gone.includes(error.code)) return new DeliveryFailure("NO_RESOURCE", error.message);
  if (refused.includes(error.code)) return new DeliveryFailure("NO_PERMISSIONS", error.message);
  return error;
}
