import type { TaggedResource } from "../../../cloud.ts";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Input } from "../../../edge/contract.ts";
import { page } from "../pages.ts";

type Wanted = Input<"tagging", "GetResources">;

/** Finds resources of all services: by ARN, or those that have tags, by type and by tag. */
export const getResources: Action<"tagging", "GetResources", undefined> = (input, { cloud }) => {
  const { ResourcesPerPage: size = 50 } = input;
  const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
  if (size < 1 || size > 100) throw invalid("ResourcesPerPage must be between 1 and 100.");
  if (input.ResourceARNList && (input.TagFilters?.length || input.ResourceTypeFilters?.length))
    throw invalid("ResourceARNList cannot be used together with TagFilters or ResourceTypeFilters.");
  const found = [...cloud.tags.all()].filter((resource) => isWanted(resource, input));
  const { entries, PaginationToken } = page(found, input.PaginationToken, size);
  return {
    PaginationToken,
    ResourceTagMappingList: entries.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};

function isWanted({ arn, tags }: TaggedResource, wanted: Wanted): boolean {
  const { ResourceARNList, ResourceTypeFilters = [], TagFilters = [] } = wanted;
  if (ResourceARNList) return ResourceARNList.includes(arn);
  return (
    Object.keys(tags).length > 0 &&
    (ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((type) => isOfType(arn, type))) &&
    TagFilters.every(({ Key = "", Values = [] }) => {
      const value = tags[Key];
      return value !== undefined && (Values.length === 0 || Values.includes(value));
    })
  );
}

/** `arn:aws:elasticloadbalancing:…:targetgroup/…` is of the types `elasticloadbalancing` and `elasticloadbalancing:targetgroup`. */
function isOfType(arn: string, type: string): boolean {
  const [, , service, , , ...resource] = arn.split(":");
  const [wantedService, wantedKind] = type.split(":");
  return service === wantedService && (wantedKind === undefined || resource.join(":").split(/[/:]/)[0] === wantedKind);
}
