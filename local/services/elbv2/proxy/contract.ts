/** Opens the way in to a load balancer: a real socket on a laptop, nothing under a virtual clock. */
export interface ProxyFactory {
  open(): Promise<ProxyServer>;
  close(): Promise<void>;
}

export interface ProxyServer {
  /** The real port on 127.0.0.1; `undefined` when there is no socket. */
  readonly port: number | undefined;
  /** Begins to answer for this load balancer. Until then connections are closed at once. */
  serve(loadBalancerArn: string): void;
  close(): void;
}

/** For simulations: load balancers that nobody can connect to. */
export const noProxies: ProxyFactory = {
  open: async () => ({ port: undefined, serve: () => {}, close: () => {} }),
  close: async () => {},
};
