import { Transient } from "../errors/errors.ts";
import type { WebPost } from "../slack/chat.ts";

const timeoutMilliseconds = 5_000;

/** Posts over the real web. It follows no redirect: where an address leads is for us to say. */
export const systemWebPost: WebPost = async (url, headers, body) => {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal }).catch(
    (error: Error) => {
      // The address may be a secret: only the kind of failure is told.
      throw new Transient(`Slack could not be reached: ${error.name}.`);
    },
  );
  return { status: response.status, body: await response.text() };
};
