/** Healthy targets of a service, at the moment at which one stopped being so. */
export interface Loss {
  readonly service: string;
  /** How many are still healthy. */
  readonly healthy: number;
  /** How many there should be. */
  readonly desired: number;
  readonly minimumHealthyPercent: number;
}

/** I5: at each instant a target of the last good version or of the new one is healthy. */
export function findNobody({ service, healthy, desired }: Loss): string[] {
  return healthy > 0 || desired === 0 ? [] : [`no target of ${service} is healthy`];
}

/** I6: nothing of ours takes more targets away than the minimum lets it. It rounds up: 50 % of 3 is 2. */
export function findTooFew({ service, healthy, desired, minimumHealthyPercent }: Loss): string[] {
  const least = Math.ceil((desired * minimumHealthyPercent) / 100);
  return healthy >= least ? [] : [`${healthy} targets of ${service} are healthy where ${least} of ${desired} must be`];
}
