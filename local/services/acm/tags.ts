import { AwsError } from "../../edge/aws-error.ts";
import type { Certificate } from "./state.ts";

interface Tag {
  readonly Key: string | undefined;
  readonly Value?: string | undefined;
}

export function setTags(certificate: Pick<Certificate, "tags">, tags: readonly Tag[] | undefined): void {
  for (const { Key: key = "" } of tags ?? []) {
    if (key === "" || key.length > 128 || key.startsWith("aws:")) {
      throw new AwsError(
        "InvalidTagException",
        `Tag key '${key}' must have 1 to 128 characters and not begin with aws:`,
      );
    }
  }
  for (const tag of tags ?? []) certificate.tags.set(tag.Key as string, tag.Value ?? "");
}
