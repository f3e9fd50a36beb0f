import type { Action } from "../../../edge/contract.ts";
import { findCertificate } from "../find.ts";
import type { AcmState } from "../state.ts";
import { setTags } from "../tags.ts";

export const addTagsToCertificate: Action<"acm", "AddTagsToCertificate", AcmState> = (input, { state }) => {
  setTags(findCertificate(state, input.CertificateArn), input.Tags);
  return {};
};
