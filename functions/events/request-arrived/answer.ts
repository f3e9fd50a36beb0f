import type { Arrival } from "./event.ts";

/** An answer as a load balancer takes it from a function. */
export interface Answer {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** In so many seconds it is worth asking again. */
const againSeconds = 5;

/** Says that the service starts, to who comes by browser in a page that asks again by itself. */
export function answerStarting({ wantsPage, isRepeatable }: Arrival): Answer {
  const text = isRepeatable
    ? "This service was asleep, since nobody had asked for it. It is starting: ask again in some seconds."
    : "This service was asleep, since nobody had asked for it. It is starting, and nothing was done with your request: send it again in some seconds.";
  const refresh = isRepeatable ? `<meta http-equiv="refresh" content="${againSeconds}">` : "";
  return answer({ title: "Starting", text, refresh, wantsPage, headers: { "retry-after": String(againSeconds) } });
}

/** Says that nobody wakes the service by asking. */
export function answerOff({ wantsPage }: Arrival): Answer {
  return answer({
    title: "Switched off",
    text: "This service is switched off for now.",
    refresh: "",
    wantsPage,
    headers: {},
  });
}

function answer(said: {
  readonly title: string;
  readonly text: string;
  readonly refresh: string;
  readonly wantsPage: boolean;
  readonly headers: Readonly<Record<string, string>>;
}): Answer {
  const { title, text, refresh, wantsPage, headers } = said;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${title}</title></head><body style="font:1.1rem system-ui;max-width:36rem;margin:20vh auto;padding:0 1rem"><h1>${title}</h1><p>${text}</p></body></html>`;
  const problem = { type: "about:blank", title, status: 503, detail: text };
  return {
    statusCode: 503,
    statusDescription: "503 Service Unavailable",
    headers: {
      "content-type": wantsPage ? "text/html; charset=utf-8" : "application/problem+json",
      "cache-control": "no-store",
      ...headers,
    },
    body: wantsPage ? page : JSON.stringify(problem),
    isBase64Encoded: false,
  };
}
