import type { Action } from "../../../edge/contract.ts";
import { findListener } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const describeListenerCertificates: Action<"elbv2", "DescribeListenerCertificates", Elbv2State> = (
  input,
  { state },
) => {
  const { certificateArn } = findListener(state, input.ListenerArn);
  return { Certificates: certificateArn ? [{ CertificateArn: certificateArn, IsDefault: true }] : [] };
};
