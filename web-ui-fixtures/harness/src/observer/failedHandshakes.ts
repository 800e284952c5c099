import { onRecord, openAndClose } from "./link";

/**
 * The number of failed handshakes for which one must succeed: then the next handshake waits for a
 * millisecond at most.
 */
const FAILED_TO_ONE = 4;

const connecting = new Set<unknown>();
let failed = 0;

/**
 * Opens a WebSocket of its own after every few failed handshakes of the page. Chromium delays the
 * next handshake by up to 5 s of real time, times 2^(failed / succeeded - 16), both counted over
 * the last minutes of the page's process (WebSocketPerProcessThrottler::CalculateDelay). The
 * observer's own WebSockets count there too, as succeeded.
 */
export function makeUpForFailedHandshakes(): void {
  onRecord((kind, { socket }) => {
    if (kind === "socket_connecting") connecting.add(socket);
    else if (kind === "socket_opened") connecting.delete(socket);
    else if (kind === "socket_closed" && connecting.delete(socket)) {
      failed += 1;
      if (failed % FAILED_TO_ONE === 0) openAndClose();
    }
  });
}
