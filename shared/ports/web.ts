/** The outside, as a visitor of a service sees it. */
export interface Web {
  /** Asks for a page, once, following no redirect. Never rejects: what went wrong is an answer too. */
  get(url: string, timeoutSeconds: number): Promise<WebAnswer>;
}

export type WebAnswer =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "unreachable"; readonly reason: string };
