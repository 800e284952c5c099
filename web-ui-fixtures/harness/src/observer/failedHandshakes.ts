import { onRecord, openAndClose } from "./link";

/** For how many handshakes that failed one has to succeed, so that the next waits for a millisecond at most. */
const FAILED_TO_ONE = 4;

const connecting = new Set<unknown>();
let failed = 0;

/**
 * Makes up for handshakes of the page's that failed. Chromium has a page wait for its next handshake for
 * up to 5 s of real time, times 2^(failed / succeeded - 16), both counted over the last minutes of its
 * process (WebSocketPerProcessThrottler::CalculateDelay). The observer's own WebSockets count there too.
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
