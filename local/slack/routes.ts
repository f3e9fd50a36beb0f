import type { Route, RouteAnswer } from "../edge/http-server.ts";
import type { WireRequest } from "../edge/request.ts";
import type { LocalSlack } from "./index.ts";
import { type Answer, ids, type PersonName, people } from "./workspace.ts";

/** Where the stand-in lives, beside the AWS APIs. */
export const slackPath = "/_local/slack";

/** Slack's Web API and response URLs as far as an app needs them, and what `npm run slack` asks for. */
export function slackRoutes(slack: () => LocalSlack): readonly Route[] {
  const route = (method: string, path: string, handle: Route["handle"]): Route => ({
    method,
    path: `${slackPath}${path}`,
    handle,
  });
  const asBot =
    (answer: (body: Answer) => { readonly ts: string } | { readonly error: string }) =>
    (request: WireRequest): RouteAnswer => {
      if (request.headers.authorization !== `Bearer ${slack().botToken}`)
        return ok({ ok: false, error: "invalid_auth" });
      const answered = answer(readJson(request) as Answer);
      return ok({ ok: !("error" in answered), channel: ids.channel, ...answered });
    };
  return [
    route(
      "POST",
      "/api/chat.postMessage",
      asBot((body) => slack().workspace.post(body)),
    ),
    route(
      "POST",
      "/api/chat.update",
      asBot((body) => slack().workspace.update(body)),
    ),
    route("POST", "/api/usergroups.users.list", (request) =>
      request.headers.authorization === `Bearer ${slack().botToken}`
        ? ok({
            ok: true,
            users: new URLSearchParams(textOf(request)).get("usergroup") === ids.group ? [people.operator] : [],
          })
        : ok({ ok: false, error: "invalid_auth" }),
    ),
    route("POST", "/hooks/answers", (request) =>
      slack().workspace.respond(request.query.get("id") ?? "", readJson(request) as Answer),
    ),
    route("POST", "/say", async (request) => {
      const { text = "", as = "admin" } = readJson(request) as { text?: string; as?: string };
      return told(() => slack().sender.say(text, personOf(as)));
    }),
    route("POST", "/press", async (request) => {
      const { label = "", as = "admin" } = readJson(request) as { label?: string; as?: string };
      return told(async () => slack().sender.press(label, personOf(as)));
    }),
    route("GET", "/events", (request) =>
      ok({ events: slack().workspace.events(Number(request.query.get("after") ?? 0)) }),
    ),
  ];
}

async function told(send: () => Promise<object>): Promise<RouteAnswer> {
  try {
    return ok(await send());
  } catch (error) {
    return { status: 400, body: { message: (error as Error).message } };
  }
}

function personOf(name: string): PersonName {
  if (Object.hasOwn(people, name)) return name as PersonName;
  throw new Error(`There is nobody of the name ${name}: say ${Object.keys(people).join(", ")}.`);
}

function readJson(request: WireRequest): unknown {
  try {
    return JSON.parse(textOf(request)) ?? {};
  } catch {
    return {};
  }
}

function textOf(request: WireRequest): string {
  return Buffer.from(request.body).toString("utf8");
}

function ok(body: unknown): RouteAnswer {
  return { status: 200, body };
}
