import type { Action } from "../../../edge/contract.ts";

/** `arn:aws:elasticloadbalancing:…:targetgroup/…` is of the types `elasticloadbalancing` and `elasticloadbalancing:targetgroup`. */
function isOfType(arn: string, type: string): boolean {
  const [, , service, , , ...resource] = arn.split(":");
  const [wantedService, wantedKind] = type.split(":");
  return service === wantedService && (wantedKind === undefined || resource.join(":").split(/[/:]/)[0] === wantedKind);
}

export const getResources: Action<"tagging", "GetResources", undefined> = (input, { cloud }) => {
  const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList } = input;
  const found = [...cloud.tags.all()].filter(
    ({ arn, tags }) =>
      (ResourceARNList?.includes(arn) ?? Object.keys(tags).length > 0) &&
      (ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((type) => isOfType(arn, type))) &&
      TagFilters.every(({ Key = "", Values = [] }) => {
        const value = tags[Key];
        return value !== undefined && (Values.length === 0 || Values.includes(value));
      }),
  );
  const offset = Number(input.PaginationToken || 0);
  const end = offset + (input.ResourcesPerPage ?? 100);
  return {
    PaginationToken: end < found.length ? String(end) : "",
    ResourceTagMappingList: found.slice(offset, end).map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};
