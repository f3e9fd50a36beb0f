import type { TopicsPort } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { findTopic } from "./find.ts";
import { publish } from "./publish.ts";
import type { SnsState } from "./state.ts";

/** SNS, as the services which publish see it. */
export function topicsPort(host: Host, state: SnsState): TopicsPort {
  return {
    publish(topicArn, { body, subject }, by) {
      const topic = findTopic(state, topicArn);
      const request = { action: "sns:Publish", resource: topicArn };
      const policy = topic.attributes.get("Policy");
      // The policy that AWS gives a topic lets the account's own alarms publish.
      const byAlarm = policy === undefined && by.kind === "service" && by.name === "cloudwatch.amazonaws.com";
      if (!byAlarm && !host.cloud.identity.mayUse(by, policy, request))
        throw new AwsError(
          "AuthorizationErrorException",
          `${by.kind === "service" ? by.name : by.arn} is not authorized to perform: SNS:Publish on resource: ${topicArn} because no resource-based policy allows the SNS:Publish action`,
        );
      return publish(host, state, topic, { Message: body, Subject: subject });
    },
  };
}
