import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { StsState } from "../state.ts";

/** Gives out a session of a role, if the role trusts the caller. Session policies are not understood here. */
export const assumeRole: Action<"sts", "AssumeRole", StsState> = (input, { world, cloud, call }) => {
  const { RoleArn = "", RoleSessionName = "", DurationSeconds = 3600 } = input;
  if (input.Policy || input.PolicyArns?.length)
    throw new AwsError("NotImplemented", "The local cloud knows no session policies: leave out Policy and PolicyArns.");
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
    throw new AwsError(
      "ValidationError",
      "RoleSessionName must be 2 to 64 characters out of letters, digits and +=,.@-_.",
    );
  if (DurationSeconds < 900 || DurationSeconds > 43_200)
    throw new AwsError("ValidationError", "DurationSeconds must be between 900 and 43200.");
  if (!cloud.identity.hasRole(RoleArn)) throw denied(call.principal.arn, RoleArn);
  const credentials = cloud.identity.assume(RoleArn, RoleSessionName, call.principal, DurationSeconds * 1000);
  const roleName = RoleArn.split("/").at(-1);
  const arn = `arn:aws:sts::${world.account}:assumed-role/${roleName}/${RoleSessionName}`;
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(credentials.expiration),
    },
    AssumedRoleUser: { Arn: arn, AssumedRoleId: `${roleName}:${RoleSessionName}` },
  };
};

/** A role that is not there is refused like one that does not trust the caller. */
function denied(caller: string, roleArn: string): AwsError {
  return new AwsError(
    "AccessDenied",
    `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    {
      status: 403,
    },
  );
}
