/** ACM's certificates, as `gather` reads them. */
export interface Certificates {
  /** A certificate's status (`ISSUED`, `PENDING_VALIDATION`, `EXPIRED` …); `undefined` when there is none. */
  status(arn: string): Promise<string | undefined>;
}
