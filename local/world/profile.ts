/**
 * How long the local cloud takes for what AWS takes time for: each a range `[low, high]` in milliseconds out of
 * which one value is drawn each time.
 */
export interface Profile {
  readonly name: "laptop" | "aws";
  /** CreateLoadBalancer until the state is `active`. */
  readonly loadBalancerActive: Range;
  /** Task PROVISIONING: scheduling and its network interface. */
  readonly taskProvisioning: Range;
  /** Task PENDING: pulling the image. */
  readonly taskPulling: Range;
  /** Task ACTIVATING: starting the container, until RUNNING. */
  readonly taskStarting: Range;
  /** Task DEACTIVATING: taking it out of its target group (the deregistration delay comes on top). */
  readonly taskDeactivating: Range;
  /** Task DEPROVISIONING: releasing its network interface. */
  readonly taskDeprovisioning: Range;
  /** The service scheduler's pause between two looks at a service. */
  readonly schedulerPass: Range;
  /** How long a load balancer's interfaces stay after its deletion. */
  readonly loadBalancerInterfacesLinger: Range;
  /** Event put until its target is invoked. */
  readonly eventDelivery: Range;
  /** One state transition of a Step Functions execution. */
  readonly stateTransition: Range;
  /** A new execution environment of a function, before its handler runs. Under a virtual clock only: real functions take what they take. */
  readonly lambdaCold: Range;
  /** A warm invocation's own overhead, likewise. */
  readonly lambdaWarm: Range;
  /** One API call that reads. */
  readonly readCall: Range;
  /** One API call that writes. */
  readonly writeCall: Range;
}

export type Range = readonly [low: number, high: number];

/** Quick: what a person at a laptop would wait for gladly. */
export const laptop: Profile = {
  name: "laptop",
  loadBalancerActive: [400, 600],
  taskProvisioning: [100, 200],
  taskPulling: [50, 150],
  taskStarting: [20, 50],
  taskDeactivating: [20, 50],
  taskDeprovisioning: [100, 200],
  schedulerPass: [50, 100],
  loadBalancerInterfacesLinger: [500, 1_000],
  eventDelivery: [5, 15],
  stateTransition: [0, 1],
  lambdaCold: [0, 0],
  lambdaWarm: [0, 0],
  readCall: [0, 0],
  writeCall: [0, 0],
};

/**
 * As AWS was measured. Load balancer: 14 Terraform logs, 126-187 s. Task: five Fargate launches, RunTask to
 * RUNNING 20.0-25.9 s. Events: EventBridge to Lambda p10-p99 113-387 ms. Cold start: Node 24 with SDK clients.
 */
export const aws: Profile = {
  name: "aws",
  loadBalancerActive: [126_000, 187_000],
  taskProvisioning: [10_820, 17_340],
  taskPulling: [4_350, 7_270],
  taskStarting: [960, 3_180],
  taskDeactivating: [500, 1_500],
  taskDeprovisioning: [5_000, 15_000],
  schedulerPass: [1_000, 3_000],
  loadBalancerInterfacesLinger: [60_000, 300_000],
  eventDelivery: [113, 387],
  stateTransition: [80, 120],
  lambdaCold: [250, 500],
  lambdaWarm: [10, 30],
  readCall: [15, 60],
  writeCall: [40, 150],
};

export const profiles: Readonly<Record<Profile["name"], Profile>> = { laptop, aws };
