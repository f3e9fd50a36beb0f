import type { LogsPort } from "../../cloud.ts";
import type { World } from "../../world/world.ts";
import { addGroup, addStream, append, type LogsState } from "./state.ts";

export function createLogsPort(world: World, state: LogsState): LogsPort {
  return {
    hasGroup: (name) => state.groups.has(name),
    write(groupName, streamName, lines, options) {
      const group =
        state.groups.get(groupName) ?? (options?.createGroup ? addGroup(state, world, groupName) : undefined);
      if (!group) return;
      append(state, group.streams.get(streamName) ?? addStream(group, world, streamName), world, lines);
    },
  };
}
