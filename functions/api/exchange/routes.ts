import { type ExchangeTools, exchange } from "../../../shared/commands/exchange.ts";
import { parseBody } from "../../../shared/http/body.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { type Route, route } from "../../../shared/http/router.ts";
import { idTokenBody } from "../../../shared/http/schemas.ts";
import { tokenView } from "../../../shared/http/views.ts";

/** The route that needs no credential of ours, since it is how one is had: the ID token in its body is the proof. */
export function exchangeRoutes(tools: ExchangeTools): readonly Route[] {
  return [
    route(endpoints.exchangeIdToken, async (request) => {
      const { idToken } = parseBody(request, idTokenBody);
      const { source, id: attempt } = request;
      const { token, record } = await exchange(tools, { idToken, source, attempt });
      return { status: 201, body: { token, ...tokenView(record) } };
    }),
  ];
}
