import type { Actions } from "../../edge/contract.ts";
import { addTagsToCertificate } from "./actions/add-tags-to-certificate.ts";
import { deleteCertificate } from "./actions/delete-certificate.ts";
import { describeCertificate } from "./actions/describe-certificate.ts";
import { getCertificate } from "./actions/get-certificate.ts";
import { importCertificate } from "./actions/import-certificate.ts";
import { listCertificates } from "./actions/list-certificates.ts";
import { listTagsForCertificate } from "./actions/list-tags-for-certificate.ts";
import { removeTagsFromCertificate } from "./actions/remove-tags-from-certificate.ts";
import { requestCertificate } from "./actions/request-certificate.ts";
import type { AcmState } from "./state.ts";

/** What the local ACM can do. */
export const actions: Actions<"acm", AcmState> = {
  AddTagsToCertificate: addTagsToCertificate,
  DeleteCertificate: deleteCertificate,
  DescribeCertificate: describeCertificate,
  GetCertificate: getCertificate,
  ImportCertificate: importCertificate,
  ListCertificates: listCertificates,
  ListTagsForCertificate: listTagsForCertificate,
  RemoveTagsFromCertificate: removeTagsFromCertificate,
  RequestCertificate: requestCertificate,
};
