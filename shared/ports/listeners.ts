import type { ActualListener } from "../plan/facts.ts";
import type { PlannedListener, Tags } from "../plan/plan.ts";
import type { Found } from "./found.ts";

/** Listeners of application load balancers, as steps and `gather` use them. */
export interface Listeners {
  /** Finds the listeners of a load balancer; none when the load balancer is gone. */
  findAll(loadBalancerArn: string): Promise<readonly Found<ActualListener>[]>;
  /** Finds the rules of a listener besides its default one, each described for a person; none when it is gone. */
  findRules(arn: string): Promise<readonly { readonly arn: string; readonly description: string }[]>;
  /** Succeeds where there is none. */
  removeRule(arn: string): Promise<void>;
  /** Answers the new listener's ARN. The same request again answers the same one; another on the port is `port-taken`. */
  create(loadBalancerArn: string, settings: ListenerSettings, tags: Tags): Promise<string | "port-taken">;
  modify(arn: string, settings: ListenerSettings): Promise<void>;
  setTags(arn: string, tags: Tags): Promise<void>;
  /** Succeeds where there is none. */
  remove(arn: string): Promise<void>;
}

export interface ListenerSettings extends Pick<PlannedListener, "port" | "protocol" | "certificateArn" | "sslPolicy"> {
  readonly action:
    | {
        readonly type: "forward";
        /** Has the requests. */
        readonly targetGroupArn: string;
        /** Stands beside it and has none. */
        readonly idleTargetGroupArn?: string;
      }
    | Extract<PlannedListener["action"], { type: "redirect" }>;
}
