import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { findSslPolicy, sslPolicies } from "../ssl-policies.ts";
import type { Elbv2State } from "../state.ts";

export const describeSSLPolicies: Action<"elbv2", "DescribeSSLPolicies", Elbv2State> = (input) => {
  const unknown = input.Names?.find((name) => !findSslPolicy(name));
  if (unknown) throw new AwsError("SSLPolicyNotFoundException", `SSL policy '${unknown}' not found`);
  const asked = sslPolicies.filter((policy) => !input.Names?.length || input.Names.includes(policy.name));
  const { items, ...rest } = page(asked, input);
  return {
    SslPolicies: items.map((policy) => ({
      Name: policy.name,
      SslProtocols: [...policy.protocols],
      Ciphers: [],
      SupportedLoadBalancerTypes: ["application"],
    })),
    ...rest,
  };
};
