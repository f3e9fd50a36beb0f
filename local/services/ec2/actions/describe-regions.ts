import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { applyFilters, type Fields } from "../filters.ts";
import type { Ec2State } from "../state.ts";

const endpoint = (region: string): string => `ec2.${region}.amazonaws.com`;

const fields: Fields<string> = {
  "region-name": (region) => region,
  endpoint,
  "opt-in-status": () => "opt-in-not-required",
};

/** The local cloud is one region. */
export const describeRegions: Action<"ec2", "DescribeRegions", Ec2State> = (input, { world }) => {
  const unknown = input.RegionNames?.find((name) => name !== world.region);
  if (unknown) throw new AwsError("InvalidParameterValue", `Invalid region provided: [${unknown}]`);
  return {
    Regions: applyFilters([world.region], input.Filters, fields, () => undefined).map((region) => ({
      RegionName: region,
      Endpoint: endpoint(region),
      OptInStatus: "opt-in-not-required",
    })),
  };
};
