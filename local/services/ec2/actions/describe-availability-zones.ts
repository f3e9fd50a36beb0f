import type { Action } from "../../../edge/contract.ts";
import { zones } from "../../../world/world.ts";
import { errors } from "../errors.ts";
import { applyFilters, type Fields } from "../filters.ts";
import type { Ec2State } from "../state.ts";
import { zoneId } from "../views.ts";

const fields: Fields<string> = {
  "zone-name": (zone) => zone,
  "zone-id": zoneId,
  "zone-type": () => "availability-zone",
  "region-name": (zone) => zone.slice(0, -1),
  "group-name": (zone) => zone.slice(0, -1),
  "opt-in-status": () => "opt-in-not-required",
  state: () => "available",
};

export const describeAvailabilityZones: Action<"ec2", "DescribeAvailabilityZones", Ec2State> = (input, { world }) => {
  const all = zones(world);
  const unknown = input.ZoneNames?.find((name) => !all.includes(name));
  if (unknown) throw errors.invalidValue(`Invalid availability zone: [${unknown}]`);
  const asked = all.filter(
    (zone) =>
      (!input.ZoneNames?.length || input.ZoneNames.includes(zone)) &&
      (!input.ZoneIds?.length || input.ZoneIds.includes(zoneId(zone))),
  );
  return {
    AvailabilityZones: applyFilters(asked, input.Filters, fields, () => undefined).map((zone) => ({
      ZoneName: zone,
      ZoneId: zoneId(zone),
      ZoneType: "availability-zone",
      RegionName: world.region,
      GroupName: world.region,
      NetworkBorderGroup: world.region,
      OptInStatus: "opt-in-not-required",
      State: "available",
      Messages: [],
    })),
  };
};
