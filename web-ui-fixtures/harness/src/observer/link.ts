/**
 * The observer's own line to the stage: a WebSocket on a port of its own, so that a handshake of
 * the page's that is held back (Chromium makes one at a time to an address) cannot hold it back.
 */
const NativeWebSocket = window.WebSocket;

export type Fields = Record<string, unknown>;
type Message = [kind: string, fields: Fields];
type Listener = (kind: string, fields: Fields) => void;

let line: WebSocket | null = null;
let at = "";
let waiting: Message[] = [];
let listener: Listener = () => undefined;
let watcher: () => void = () => undefined;
let recorded = 0;

/** What the backend will see as well: it is to know of it from here first, as it began here. */
const OUTWARD = new Set([
  "fetch_started",
  "fetch_failed",
  "probe_started",
  "socket_connecting",
  "socket_closing",
  "frame_given",
]);

/** How many records this document has made; two equal readings mean that nothing happened between. */
export function getRecordCount(): number {
  return recorded;
}

/** Opens the line to the stage on loopback; what is recorded before it is open is sent then. */
export function openLink(address: string): void {
  at = address;
  line = new NativeWebSocket(`ws://127.0.0.1:${address}`);
  line.addEventListener("open", flush);
  window.addEventListener("pagehide", flush);
  line.addEventListener("message", (event) => {
    for (const [kind, fields] of JSON.parse(String(event.data)) as Message[])
      listener(kind, fields);
  });
}

/** Opens it anew after a stay in the back/forward cache, for which Chromium closes every socket. */
export function reopenLink(): void {
  openLink(at);
}

/** Names the one function that takes the stage's messages. */
export function onMessage(next: Listener): void {
  listener = next;
}

/** Names the one function that is told of each record. */
export function onRecord(next: () => void): void {
  watcher = next;
}

/** Virtual milliseconds that only go forward: `Date.now()` is the page's, and may be set back. */
export function getNow(): number {
  return Math.round(performance.now());
}

/**
 * Records that something happened, at the page's virtual time. It goes out with the mark of quiet that
 * comes after it, or with the end of the task where the backend sees it as well.
 */
export function record(kind: string, fields: Fields = {}): void {
  recorded += 1;
  waiting.push([kind, { at: getNow(), ...fields }]);
  if (OUTWARD.has(kind)) queueMicrotask(flush);
  watcher();
}

/** Sends a message that is no record, and all records before it. It counts for nothing. */
export function send(kind: string, fields: Fields = {}): void {
  waiting.push([kind, fields]);
  queueMicrotask(flush);
}

function flush(): void {
  if (line?.readyState !== NativeWebSocket.OPEN || waiting.length === 0) return;
  line.send(JSON.stringify(waiting));
  waiting = [];
}
