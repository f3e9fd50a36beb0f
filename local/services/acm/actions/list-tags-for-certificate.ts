import type { Action } from "../../../edge/contract.ts";
import { findCertificate } from "../find.ts";
import type { AcmState } from "../state.ts";

export const listTagsForCertificate: Action<"acm", "ListTagsForCertificate", AcmState> = (input, { state }) => ({
  Tags: [...findCertificate(state, input.CertificateArn).tags].map(([Key, Value]) => ({ Key, Value })),
});
