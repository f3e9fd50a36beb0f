import type { TaggedResource, TagsPort } from "../../cloud.ts";

/** Gathers what the services say of their tagged resources. Made before any service, since each registers with it. */
export function createTagsPort(): TagsPort {
  const sources: (() => Iterable<TaggedResource>)[] = [];
  function* all(): Iterable<TaggedResource> {
    for (const source of sources) yield* source();
  }
  return {
    provide: (source) => void sources.push(source),
    of(resourceArn) {
      for (const { arn, tags } of all()) if (arn === resourceArn) return tags;
      return undefined;
    },
    all,
  };
}
