import type { Cloud, EventsPort, MetricsPort, TaggedResource } from "../../../../local/cloud.ts";
import type { Call, Host, Input, OperationName, Output, Permission, Service } from "../../../../local/edge/contract.ts";
import { createTagsPort } from "../../../../local/services/tagging/registry.ts";
import { laptop } from "../../../../local/world/profile.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { type VirtualClock, virtualClock } from "../../../../local/world/virtual-clock.ts";

export const account = "123456789012";

const call: Call = {
  principal: { kind: "administrator", arn: `arn:aws:iam::${account}:root` },
  requestId: "request",
};

export interface TestHost extends Host {
  readonly clock: VirtualClock;
  /** The events that services sent, in order. */
  readonly emitted: readonly Emitted[];
  /** The metrics that services published, in order. */
  readonly measured: readonly Measured[];
}

type Emitted = Parameters<EventsPort["emit"]>[0];
type Measured = Parameters<MetricsPort["put"]>[0];

/** A world on a virtual clock, and a cloud of which there is only the tags registry and what the test adds. */
export function testHost(ports: Partial<Cloud> = {}): TestHost {
  const clock = virtualClock();
  const world = { clock, random: seededRandom(1), profile: laptop, account, region: "us-east-1" };
  const emitted: Emitted[] = [];
  const events: EventsPort = { emit: (event) => void emitted.push(event) };
  const measured: Measured[] = [];
  const metrics: MetricsPort = { put: (datum) => void measured.push(datum) };
  return { world, clock, emitted, measured, cloud: { tags: createTagsPort(), events, metrics, ...ports } as Cloud };
}

/** Runs a service's operations with their types, and tells what they would ask of IAM. */
export function caller<Kind extends Service["kind"]>(service: Service) {
  return {
    run: <Name extends OperationName<Kind> & string>(operation: Name, input: Input<Kind, Name>) =>
      service.run(operation, input, call) as Promise<Output<Kind, Name>>,
    asks: <Name extends OperationName<Kind> & string>(
      operation: Name,
      input: Input<Kind, Name>,
    ): readonly Permission[] => service.permissions(operation, input, call),
  };
}

/** The tags that the cloud knows of a resource. */
export function tagsOf({ cloud }: Host, arn: string): TaggedResource["tags"] | undefined {
  return cloud.tags.of(arn);
}
