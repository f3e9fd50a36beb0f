import { type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from "node:http";

/** An answer of the load balancer itself, with the page that AWS's would show. */
export function answerError(response: ServerResponse, status: number): void {
  const title = `${status} ${STATUS_CODES[status]}`;
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  answer(response, status, { "Content-Type": "text/html" }, page);
}

export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: string | Buffer = "",
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const own = { Server: "awselb/2.0", ...headers, "Content-Length": Buffer.byteLength(body) };
  response.writeHead(status, own as OutgoingHttpHeaders);
  response.end(body);
}
