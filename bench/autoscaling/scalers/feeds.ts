import type { Metric } from "../scaler.ts";

/**
 * What CloudWatch shows of a service's CPU. The lags make target tracking answer a step after about 360 and 80 seconds,
 * as AWS measured it (363 and 86 s from the load to the trigger).
 */
export const cloudwatch20: Metric = { periodSeconds: 20, lagSeconds: 16 };

/** As Application Auto Scaling acts on it, its own delays included. */
export const cloudwatch60: Metric = { periodSeconds: 60, lagSeconds: 150 };

/** A 60-second metric as GetMetricData shows it to whoever asks. */
export const cloudwatch60Read: Metric = { periodSeconds: 60, lagSeconds: 60 };

/** The metrics server's scrapes, each 15 s, 30 s late. */
export const metricsServer: Metric = { periodSeconds: 15, lagSeconds: 30 };

/** Every second, at once: what Knative's autoscaler scrapes and its activator pushes. */
export const live: Metric = { periodSeconds: 1, lagSeconds: 0 };
