import type { Actions } from "../../edge/contract.ts";
import { createEventBus } from "./actions/create-event-bus.ts";
import { deleteEventBus } from "./actions/delete-event-bus.ts";
import { deleteRule } from "./actions/delete-rule.ts";
import { describeEventBus } from "./actions/describe-event-bus.ts";
import { describeRule } from "./actions/describe-rule.ts";
import { disableRule } from "./actions/disable-rule.ts";
import { enableRule } from "./actions/enable-rule.ts";
import { listEventBuses } from "./actions/list-event-buses.ts";
import { listRuleNamesByTarget } from "./actions/list-rule-names-by-target.ts";
import { listRules } from "./actions/list-rules.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { listTargetsByRule } from "./actions/list-targets-by-rule.ts";
import { putEvents } from "./actions/put-events.ts";
import { putPermission } from "./actions/put-permission.ts";
import { putRule } from "./actions/put-rule.ts";
import { putTargets } from "./actions/put-targets.ts";
import { removePermission } from "./actions/remove-permission.ts";
import { removeTargets } from "./actions/remove-targets.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { testEventPattern } from "./actions/test-event-pattern.ts";
import { untagResource } from "./actions/untag-resource.ts";
import type { EventsState } from "./state.ts";

/** What EventBridge can do here. */
export const actions: Actions<"events", EventsState> = {
  CreateEventBus: createEventBus,
  DeleteEventBus: deleteEventBus,
  DeleteRule: deleteRule,
  DescribeEventBus: describeEventBus,
  DescribeRule: describeRule,
  DisableRule: disableRule,
  EnableRule: enableRule,
  ListEventBuses: listEventBuses,
  ListRuleNamesByTarget: listRuleNamesByTarget,
  ListRules: listRules,
  ListTagsForResource: listTagsForResource,
  ListTargetsByRule: listTargetsByRule,
  PutEvents: putEvents,
  PutPermission: putPermission,
  PutRule: putRule,
  PutTargets: putTargets,
  RemovePermission: removePermission,
  RemoveTargets: removeTargets,
  TagResource: tagResource,
  TestEventPattern: testEventPattern,
  UntagResource: untagResource,
};
