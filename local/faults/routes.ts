import type { Route, RouteAnswer } from "../edge/http-server.ts";
import type { WireRequest } from "../edge/request.ts";
import { BadFault, type FaultBoard, parseFault } from "./index.ts";

const path = "/_local/faults";

/** `POST`, `GET` and `DELETE /_local/faults`: causes a fault, lists those that stay, ends one (`?id=`) or all. */
export function faultRoutes(board: () => FaultBoard): readonly Route[] {
  return [
    { method: "POST", path, handle: (request) => cause(board(), request) },
    { method: "GET", path, handle: () => ({ status: 200, body: { faults: board().active() } }) },
    { method: "DELETE", path, handle: (request) => clear(board(), request) },
  ];
}

async function cause(board: FaultBoard, request: WireRequest): Promise<RouteAnswer> {
  try {
    return { status: 201, body: await board.cause(parseFault(readJson(request))) };
  } catch (error) {
    if (!(error instanceof BadFault)) throw error;
    return { status: 400, body: { field: error.field, message: error.message } };
  }
}

function readJson(request: WireRequest): unknown {
  try {
    return JSON.parse(Buffer.from(request.body).toString("utf8"));
  } catch {
    throw new BadFault("body", "The body is not JSON.");
  }
}

function clear(board: FaultBoard, request: WireRequest): RouteAnswer {
  const id = request.query.get("id") ?? undefined;
  const cleared = board.clear(id);
  if (id !== undefined && cleared === 0)
    return { status: 404, body: { field: "id", message: `There is no fault ${id}: GET ${path} lists them.` } };
  return { status: 200, body: { cleared } };
}
