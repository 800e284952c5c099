import { isLeaving } from "./leaving";
import { getNowhere, record } from "./link";
import { numberInRealm } from "./realm";

/** The most characters of a frame that are recorded; frames of the contract are far shorter. */
const LONGEST = 2_000;

let made = 0;

/**
 * Records each WebSocket of the page: connecting, opened, frames both ways, closing, closed. The
 * socket is the browser's own; the observer only listens first.
 */
export function recordSockets(): void {
  const Native = self.WebSocket;
  self.WebSocket = class extends Native {
    readonly #id: number;

    constructor(address: string | URL, protocols?: string | string[]) {
      super(isLeaving() ? getNowhere() : address, protocols);
      made += 1;
      const id = numberInRealm(made);
      this.#id = id;
      record("socket_connecting", { socket: id, target: new URL(this.url).pathname });
      this.addEventListener("open", () => record("socket_opened", { socket: id }));
      this.addEventListener("message", (event) =>
        record("frame_taken", { socket: id, frame: asText(event.data) }),
      );
      this.addEventListener("close", (event) =>
        record("socket_closed", { socket: id, code: event.code, clean: event.wasClean }),
      );
    }

    override send(data: Parameters<WebSocket["send"]>[0]): void {
      const open = this.readyState === Native.OPEN;
      super.send(data);
      if (open) record("frame_given", { socket: this.#id, frame: asText(data) });
    }

    override close(code?: number, reason?: string): void {
      const ending = this.readyState < Native.CLOSING;
      super.close(code, reason);
      if (ending) record("socket_closing", { socket: this.#id });
    }
  };
}

function asText(data: unknown): string {
  if (typeof data !== "string") return "(binary)";
  return data.length > LONGEST ? `${data.slice(0, LONGEST)}… (${data.length} characters)` : data;
}
