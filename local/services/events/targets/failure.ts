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
