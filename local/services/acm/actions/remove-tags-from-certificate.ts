import type { Action } from "../../../edge/contract.ts";
import { findCertificate } from "../find.ts";
import type { AcmState } from "../state.ts";

/** Takes tags away; with a value only if it is that value. */
export const removeTagsFromCertificate: Action<"acm", "RemoveTagsFromCertificate", AcmState> = (input, { state }) => {
  const { tags } = findCertificate(state, input.CertificateArn);
  for (const { Key: key = "", Value: value } of input.Tags ?? []) {
    if (value === undefined || tags.get(key) === value) tags.delete(key);
  }
  return {};
};
