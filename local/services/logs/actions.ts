import type { Actions } from "../../edge/contract.ts";
import { createLogGroup } from "./actions/create-log-group.ts";
import { createLogStream } from "./actions/create-log-stream.ts";
import { deleteLogGroup } from "./actions/delete-log-group.ts";
import { deleteLogStream } from "./actions/delete-log-stream.ts";
import { deleteRetentionPolicy } from "./actions/delete-retention-policy.ts";
import { describeLogGroups } from "./actions/describe-log-groups.ts";
import { describeLogStreams } from "./actions/describe-log-streams.ts";
import { filterLogEvents } from "./actions/filter-log-events.ts";
import { getLogEvents } from "./actions/get-log-events.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { putLogEvents } from "./actions/put-log-events.ts";
import { putRetentionPolicy } from "./actions/put-retention-policy.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import type { LogsState } from "./state.ts";

export const actions: Actions<"logs", LogsState> = {
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  ListTagsForResource: listTagsForResource,
  PutLogEvents: putLogEvents,
  PutRetentionPolicy: putRetentionPolicy,
  TagResource: tagResource,
  UntagResource: untagResource,
};
