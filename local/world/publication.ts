/**
 * The end of a period until its metrics can be read in CloudWatch, in milliseconds. It is AWS's own, whatever the
 * profile: what waits for metrics is not made better by a cloud that is quicker than AWS. Who will not wait scales the
 * clock. Measured: one-minute metrics after about a minute, ECS's of twenty seconds after 16 s.
 */
export const publicationDelay = { minute: 60_000, twentySeconds: 16_000 } as const;
