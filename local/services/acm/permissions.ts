import type { Context, Permission, Permissions } from "../../edge/contract.ts";
import { arn } from "../../world/world.ts";
import type { AcmState } from "./state.ts";

type Tags = readonly { readonly Key: string | undefined; readonly Value?: string | undefined }[];

/** What ACM's calls ask IAM for, where it is more than the action on `*`. */
export const permissions: Permissions<"acm", AcmState> = {
  RequestCertificate: (input, { world }) => [
    {
      action: "acm:RequestCertificate",
      resources: [arn(world, "acm", "certificate/*")],
      keys: {
        ...requestTags(input.Tags),
        "acm:DomainNames": [input.DomainName ?? "", ...(input.SubjectAlternativeNames ?? [])],
      },
    },
  ],
  ImportCertificate: (input, context) => [
    on(context, "ImportCertificate", input.CertificateArn ?? arn(context.world, "acm", "certificate/*"), input.Tags),
  ],
  DescribeCertificate: (input, context) => [on(context, "DescribeCertificate", input.CertificateArn)],
  GetCertificate: (input, context) => [on(context, "GetCertificate", input.CertificateArn)],
  DeleteCertificate: (input, context) => [on(context, "DeleteCertificate", input.CertificateArn)],
  AddTagsToCertificate: (input, context) => [on(context, "AddTagsToCertificate", input.CertificateArn, input.Tags)],
  RemoveTagsFromCertificate: (input, context) => [
    on(context, "RemoveTagsFromCertificate", input.CertificateArn, input.Tags),
  ],
  ListTagsForCertificate: (input, context) => [on(context, "ListTagsForCertificate", input.CertificateArn)],
};

function on(context: Context<AcmState>, action: string, certificateArn = "*", tags?: Tags): Permission {
  const present = [...(context.state.certificates.get(certificateArn)?.tags ?? [])];
  return {
    action: `acm:${action}`,
    resources: [certificateArn],
    keys: {
      ...Object.fromEntries(present.map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
      ...requestTags(tags),
    },
  };
}

function requestTags(tags: Tags | undefined): Record<string, string | readonly string[]> {
  if (!tags?.length) return {};
  return {
    "aws:TagKeys": tags.map((tag) => tag.Key ?? ""),
    ...Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag.Key}`, tag.Value ?? ""])),
  };
}
