const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Comes true once a person wants a command to end: by Ctrl-C, by closing the terminal, or by `kill`.
 *
 * It goes on listening: npm passes on the Ctrl-C which the terminal has sent to us already, and a second signal that
 * nobody hears would end the process in the middle of its cleaning up.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
}
