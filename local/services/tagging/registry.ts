import type { TaggedResource, TagsPort } from "../../cloud.ts";

/** Gathers what the services say of their tagged resources. Made before any service, since each registers with it. */
export function createTagsPort(): TagsPort {
  const sources: { readonly source: () => Iterable<TaggedResource>; readonly service: string | undefined }[] = [];
  function* all(ofService?: string): Iterable<TaggedResource> {
    for (const { source, service } of sources)
      if (ofService === undefined || service === undefined || service === ofService) yield* source();
  }
  return {
    provide: (source, service) => void sources.push({ source, service }),
    of(resourceArn) {
      for (const resource of all(resourceArn.split(":")[2])) if (resource.arn === resourceArn) return resource.tags;
      return undefined;
    },
    all: () => all(),
  };
}
