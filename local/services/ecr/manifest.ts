import { AwsError } from "../../edge/aws-error.ts";
import type { StoredImage } from "./state.ts";

export const manifestType = "application/vnd.oci.image.manifest.v1+json";

/** What stands for a folder where a registry has layers. */
const layerType = "application/vnd.fairway.local.folder";

/**
 * A local image is a folder, not layers: its manifest names the folder's digest as its only layer, so that an image
 * can be given another tag the way it is done at ECR, by BatchGetImage and PutImage.
 */
export function manifestOf({ digest, sizeInBytes }: StoredImage): string {
  const layer = { mediaType: layerType, size: sizeInBytes, digest };
  return JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: layer, layers: [layer] });
}

/** The digest of the local image that a manifest stands for. */
export function digestIn(manifest: string): string {
  try {
    const { config } = JSON.parse(manifest) as { config?: { mediaType?: string; digest?: string } };
    if (config?.mediaType === layerType && config.digest) return config.digest;
  } catch {}
  throw new AwsError(
    "InvalidParameterException",
    "Invalid parameter at 'imageManifest': the local cloud takes manifests that BatchGetImage gave; push new images with `npm run push`.",
  );
}
