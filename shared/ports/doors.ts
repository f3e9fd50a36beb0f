/**
 * The listener of a service that sleeps while nothing comes, as its door: of the two target groups behind it one has
 * all requests. One function alone turns it, that which writes the desired count.
 */
export interface Doors {
  /** The target group that has the requests; nothing where the listener is gone, or divides them. */
  find(listenerArn: string): Promise<string | undefined>;
  /** Changes which of the two has them, and nothing else. A listener that is gone is well so. */
  turn(
    listenerArn: string,
    groups: { readonly targetGroupArn: string; readonly idleTargetGroupArn: string },
  ): Promise<void>;
}
