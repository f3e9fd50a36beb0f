import { once } from "node:events";

/** Comes true once a person wants a command to end: by Ctrl-C, by closing the terminal, or by `kill`. */
export async function untilStopped(): Promise<void> {
  await Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => once(process, signal)));
}
