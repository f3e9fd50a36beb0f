/**
 * How our functions call AWS. A call that hangs must end well before a lease does, since nothing fences a late one;
 * what a step cannot finish within these tries, the state machine tries again.
 */
export const clientConfig = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  },
};
