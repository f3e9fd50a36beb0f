/** An image as a manifest names it: a repository, perhaps with its registry, a tag, a digest. At most 512 characters. */
export const imagePattern =
  /^(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/;

export const imageMessage = "must be an image: nginx:1.27, or 123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:1.4";

export const mostImageCharacters = 512;
