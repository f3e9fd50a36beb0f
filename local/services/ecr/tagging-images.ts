import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import type { Repository } from "./state.ts";

/** Points a tag at an image and tells so, as a push does. A tag that may not move is refused. */
export function pointTag(host: Host, repository: Repository, tag: string, digest: string): void {
  const before = repository.tags.get(tag);
  if (before !== undefined && before !== digest && repository.tagMutability === "IMMUTABLE")
    throw new AwsError(
      "ImageTagAlreadyExistsException",
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    );
  repository.tags.set(tag, digest);
  announce(host, repository, "PUSH", digest, tag);
}

/** Sends `ECR Image Action`. A deleted image without a tag is told by its digest alone. */
export function announce(
  { cloud }: Host,
  repository: Repository,
  action: "PUSH" | "DELETE",
  digest: string,
  tag: string | undefined,
): void {
  cloud.events.emit({
    source: "aws.ecr",
    detailType: "ECR Image Action",
    resources: [],
    detail: {
      result: "SUCCESS",
      "repository-name": repository.name,
      "image-digest": digest,
      "action-type": action,
      ...(tag !== undefined && { "image-tag": tag }),
    },
  });
}
