/** What we take of ECR's events: that a tag was pushed, and when. */
export interface ImagePushed {
  readonly repository: string;
  readonly tag: string;
  readonly at: number;
}

/**
 * Reads ECR's "ECR Image Action" for a push that succeeded, tolerant of whatever else it has; `undefined` for any
 * other, and for a push without a tag. https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 *
 * `{"source": "aws.ecr", "detail-type": "ECR Image Action", "time": "2026-11-23T16:00:00Z", "detail": {"result":
 * "SUCCESS", "repository-name": "orders", "image-digest": "sha256:…", "action-type": "PUSH", "image-tag": "v1.4.2"}}`
 */
export function parseImagePushed(event: unknown): ImagePushed | undefined {
  const { source, time, detail } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const fields = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const { "repository-name": repository, "image-tag": tag, "action-type": action, result } = fields;
  const at = typeof time === "string" ? Date.parse(time) : Number.NaN;
  if (source !== "aws.ecr" || action !== "PUSH" || result !== "SUCCESS" || Number.isNaN(at)) return undefined;
  if (typeof repository !== "string" || typeof tag !== "string" || tag === "") return undefined;
  return { repository, tag, at };
}
