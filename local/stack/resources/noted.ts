import type { ResourceKind } from "../kind.ts";

/**
 * Resources that the local cloud only notes: they get a name, an ARN and a URL so that others can refer to them,
 * and nothing is made.
 */
const note =
  (nameProperty: string, describe: (name: string) => Noted): ResourceKind =>
  ({ logicalId, properties }, { makeName }) => {
    const name = String(properties[nameProperty] ?? makeName(logicalId));
    const { ref = name, attributes } = describe(name);
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
