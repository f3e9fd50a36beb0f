import { arn } from "../../world/world.ts";
import type { ResourceKind } from "../kind.ts";

/**
 * Resources that the local cloud only notes: they get a name, an ARN and a URL so that others can refer to them,
 * and nothing is made.
 */
const note =
  (
    nameProperty: string,
    describe: (name: string, prefix: (service: string, resource: string) => string) => Noted,
  ): ResourceKind =>
  ({ logicalId, properties }, { world, makeName }) => {
    const name = String(properties[nameProperty] ?? makeName(logicalId));
    const { ref = name, attributes } = describe(name, (service, resource) => arn(world, service, resource));
    return { ref, attributes };
  };

interface Noted {
  readonly ref?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** AWS::S3::Bucket: `serverless deploy` puts the code there; here it comes from the artifacts' folder. */
export const s3Bucket = note("BucketName", (name) => ({
  ref: name.toLowerCase(),
  attributes: { Arn: `arn:aws:s3:::${name.toLowerCase()}`, DomainName: `${name.toLowerCase()}.s3.amazonaws.com` },
}));

/** AWS::S3::BucketPolicy. */
export const s3BucketPolicy = note("Bucket", () => ({}));

/** AWS::SQS::Queue: dead letters are kept by the services that give them up. */
export const sqsQueue: ResourceKind = ({ logicalId, properties }, { world, makeName }) => {
  const suffix = properties.FifoQueue ? ".fifo" : "";
  const name = String(properties.QueueName ?? `${makeName(logicalId).slice(0, 75)}${suffix}`);
  const url = `https://sqs.${world.region}.amazonaws.com/${world.account}/${name}`;
  return { ref: url, attributes: { Arn: arn(world, "sqs", name), QueueName: name, QueueUrl: url } };
};

/** AWS::SQS::QueuePolicy. */
export const sqsQueuePolicy = note("Id", () => ({}));

/** AWS::CloudWatch::Alarm. */
export const cloudwatchAlarm = note("AlarmName", (name, arnOf) => ({
  attributes: { Arn: arnOf("cloudwatch", `alarm:${name}`) },
}));
