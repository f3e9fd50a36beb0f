/**
 * Stands in for `@smithy/core/event-streams` in the bundles of functions: none of ours opens an event stream (as Logs'
 * live tail would be), but clients of services that have one mention it when they are made.
 */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

export function eventStreamSerdeProvider(): never {
  throw new Error("Event streams are not part of this bundle: see functions/build/bundle.ts.");
}

export const EventStreamSerde = eventStreamSerdeProvider;
