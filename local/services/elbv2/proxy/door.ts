import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";

/** The first byte of a TLS connection: a handshake record. */
const tlsHandshake = 0x16;

/** A port on 127.0.0.1 that takes plain HTTP and TLS alike, told apart by their first byte. */
export interface Door {
  readonly port: number;
  close(): void;
}

/**
 * Opens a door on a free port. `admit` decides on each connection once it is known whether it speaks TLS: it gives
 * the TLS context (`"plain"` when there is none), or `undefined` to close the connection.
 */
export async function openDoor(options: {
  admit(tls: boolean): Promise<SecureContext | "plain" | undefined>;
  /** Gets each admitted connection, after the TLS handshake. */
  enter(socket: Socket): void;
}): Promise<Door> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    sniff(socket, async (tls) => {
      const admitted = await options.admit(tls).catch(() => undefined);
      if (admitted === undefined || socket.destroyed) socket.destroy();
      else if (admitted === "plain") options.enter(socket);
      else secure(socket, admitted, options.enter);
    });
  });
  await listen(server);
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
}

/** Looks at the first byte and puts it back. */
function sniff(socket: Socket, found: (tls: boolean) => void): void {
  const look = (): void => {
    const first = socket.read(1) as Buffer | null;
    if (first === null) return;
    socket.off("readable", look).off("end", leave);
    socket.unshift(first);
    found(first[0] === tlsHandshake);
  };
  const leave = (): void => void socket.destroy();
  socket.on("readable", look).on("end", leave);
}

function secure(socket: Socket, secureContext: SecureContext, enter: (socket: Socket) => void): void {
  const wrapped = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ["http/1.1", "http/1.0"] });
  wrapped.on("error", () => wrapped.destroy());
  wrapped.once("secure", () => enter(wrapped));
}
