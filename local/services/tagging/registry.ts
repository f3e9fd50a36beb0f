import type { TaggedResource, TagsPort } from "../../cloud.ts";

/** Gathers what the services say of their tagged resources. Made before any service, since each registers with it. */
export function createTagsPort(): TagsPort {
  const sources: (() => Iterable<TaggedResource>)[] = [];
  const all = (): TaggedResource[] => sources.flatMap((source) => [...source()]);
  return {
    provide: (source) => void sources.push(source),
    of: (resourceArn) => all().find(({ arn }) => arn === resourceArn)?.tags,
    all,
  };
}
