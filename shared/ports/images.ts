/** The account's own container images, as `gather` reads them. */
export interface Images {
  /** The digest of an image in ECR; `undefined` when there is no such repository, tag or digest. */
  digest(image: {
    readonly repository: string;
    readonly tag?: string;
    readonly digest?: string;
  }): Promise<string | undefined>;
}
