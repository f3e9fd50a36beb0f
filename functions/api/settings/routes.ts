import { type ReplayTools, replayDeadLetter } from "../../../shared/commands/dead-letters.ts";
import { lock, unlock } from "../../../shared/commands/locks.ts";
import { scale } from "../../../shared/commands/scale.ts";
import { createToken, revokeToken } from "../../../shared/commands/tokens.ts";
import type { CountTools } from "../../../shared/commands/tools.ts";
import { parseBody } from "../../../shared/http/body.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { type Route, route } from "../../../shared/http/router.ts";
import { lockBody, scaleBody, tokenBody } from "../../../shared/http/schemas.ts";
import { deadLetterView, lockView, tokenView } from "../../../shared/http/views.ts";

/**
 * The routes that change what holds for deployments, and deploy nothing: counts, locks and tokens. And the one that
 * replays dead letters.
 */
export function settingRoutes(tools: CountTools & ReplayTools): readonly Route[] {
  return [
    route(endpoints.scaleService, async (request, { caller, parameters: { name } }) => {
      const { count } = parseBody(request, scaleBody);
      const { constraint } = await scale(tools, caller, { service: name, count });
      return { status: 202, body: { service: name, count: constraint } };
    }),
    route(endpoints.putLock, async (request, { caller, parameters: { lock: name } }) => {
      const { reason } = parseBody(request, lockBody);
      return { status: 200, body: lockView((await lock(tools, caller, { name, reason })).lock) };
    }),
    route(endpoints.removeLock, async (_request, { caller, parameters: { lock: name } }) => {
      await unlock(tools, caller, { name });
      return { status: 204 };
    }),
    route(endpoints.createToken, async (request, { caller }) => {
      const { token, record } = await createToken(tools, caller, parseBody(request, tokenBody));
      const shown = tokenView(record);
      return { status: 201, body: { token, ...shown }, repeatedBody: shown };
    }),
    route(endpoints.revokeToken, async (_request, { caller, parameters: { id } }) => {
      await revokeToken(tools, caller, id);
      return { status: 204 };
    }),
    route(endpoints.replayDeadLetter, async (_request, { caller, parameters: { id } }) => {
      return { status: 202, body: deadLetterView((await replayDeadLetter(tools, caller, { id })).letter) };
    }),
  ];
}
