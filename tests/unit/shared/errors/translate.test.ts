import { ServerException } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "@jest/globals";
import { Conflict, Refused } from "../../../../shared/errors/errors.ts";
import { translate } from "../../../../shared/errors/translate.ts";

/** An error as the SDK throws it. */
const aws = (name: string, message = "said AWS", more: object = {}) =>
  Object.assign(new Error(message), { name, $fault: "client", $metadata: { httpStatusCode: 400 }, ...more });

describe("an error of AWS", () => {
  test.each([
    ["a throttled call", aws("ThrottlingException"), "Transient"],
    ["EC2's throttling", aws("RequestLimitExceeded"), "Transient"],
    ["a quota-like name that means throttling", aws("TooManyRequestsException"), "Transient"],
    ["the SDK's own class", new ServerException({ message: "Internal", $metadata: {} }), "Transient"],
    ["a server error", aws("SomethingException", "", { $fault: "server" }), "Transient"],
    ["a 503", aws("Unknown", "", { $metadata: { httpStatusCode: 503 } }), "Transient"],
    ["a connection that was reset", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }), "Transient"],
    ["a time-out", Object.assign(new Error("no answer"), { name: "TimeoutError" }), "Transient"],
    ["a group that is not visible yet", aws("InvalidGroup.NotFound"), "NotReady"],
    ["a group that is still attached", aws("DependencyViolation"), "NotReady"],
    ["a target group in use", aws("ResourceInUseException"), "NotReady"],
    ["a load balancer made just now", aws("LoadBalancerNotFoundException"), "NotReady"],
    ["a target group made just now", aws("TargetGroupNotFoundException"), "NotReady"],
    ["a group that ELB does not see yet", aws("InvalidSecurityGroupException"), "NotReady"],
    [
      "a group that ECS does not see yet",
      aws("InvalidParameterException", "The security group 'sg-1' does not exist (ErrorCode: InvalidGroup.NotFound)"),
      "NotReady",
    ],
    ["a service that went away since it was read", aws("ServiceNotActiveException"), "NotReady"],
    ["two changes of a log group at once", aws("OperationAbortedException"), "Transient"],
    [
      "two registrations at once",
      aws("ClientException", "Too many concurrent attempts to create a new revision of the specified family."),
      "Transient",
    ],
    [
      "a role that ECS cannot use yet",
      aws(
        "InvalidParameterException",
        "Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
      ),
      "NotReady",
    ],
    [
      "a target group without a listener",
      aws(
        "InvalidParameterException",
        "The target group with targetGroupArn x does not have an associated load balancer.",
      ),
      "NotReady",
    ],
    [
      "a name that still drains",
      aws("InvalidParameterException", "Unable to Start a service that is still Draining."),
      "NotReady",
    ],
    [
      "too many deployments",
      aws("ClientException", "5 active deployments exist, unable to create new deployment"),
      "NotReady",
    ],
    [
      "a missing permission",
      aws("AccessDeniedException", "User is not authorized", { $metadata: { httpStatusCode: 403 } }),
      "Denied",
    ],
    ["EC2's missing permission", aws("UnauthorizedOperation"), "Denied"],
    [
      "a service of other settings",
      aws("InvalidParameterException", "Creation of service was not idempotent."),
      "Conflict",
    ],
    ["a name that is taken", aws("DuplicateLoadBalancerName"), "Conflict"],
    ["a used-up quota", aws("VpcLimitExceeded"), "Refused"],
    ["ELB's used-up quota", aws("TooManyLoadBalancers"), "Refused"],
    ["anything else that AWS refuses", aws("ValidationError"), "Refused"],
  ])("%s becomes one that the machine knows", (_what, error, name) => {
    const translated = translate(error);
    expect(translated.name).toBe(name);
    expect(translated.cause).toBe(error);
    expect(translated.message).not.toBe("");
  });
});

describe("another error", () => {
  test("of ours stays as it is", () => {
    const refused = new Refused("no", { problems: [{ field: "image", message: "is missing" }] });
    expect(translate(refused)).toBe(refused);
    const conflict = new Conflict("not ours");
    expect(translate(conflict)).toBe(conflict);
  });

  test("that is a mistake in our code is not dressed up", () => {
    const mistake = new TypeError("undefined is not a function");
    expect(translate(mistake)).toBe(mistake);
    expect(translate("text").message).toBe("text");
  });
});
