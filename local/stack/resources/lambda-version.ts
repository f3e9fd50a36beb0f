import type { ResourceKind } from "../kind.ts";

/**
 * AWS::Lambda::Version. `CodeSha256` is not compared: it is the hash of the artifact as it was packaged, and the
 * local cloud may be given another build of it.
 */
export const lambdaVersion: ResourceKind = async ({ properties }, { cloud }) => {
  const { FunctionName, Description } = properties as { FunctionName: string; Description?: string };
  const version = await cloud.call("lambda", "PublishVersion", { FunctionName, Description });
  const arn = version.FunctionArn as string;
  return { ref: arn, attributes: { Version: version.Version as string, FunctionArn: arn } };
};
