/** Our own event `Fairway Count Requested`: a service's wished count may have changed. */
export interface CountRequested {
  readonly service: string;
}

/** `{"source": "fairway", "detail-type": "Fairway Count Requested", "detail": {"service": "hello"}}` */
export function parseCountRequested(event: unknown): CountRequested | undefined {
  const { detail } = (event ?? {}) as { detail?: { service?: unknown } };
  return typeof detail?.service === "string" ? { service: detail.service } : undefined;
}
