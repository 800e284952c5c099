const NativeWebSocket = self.WebSocket;

export type Fields = Record<string, unknown>;
export type Message = [kind: string, fields: Fields];
type Listener = (kind: string, fields: Fields) => void;

/** The way by which records leave: a page's is a WebSocket to the stage, a worker's leads to its page. */
interface Line {
  readonly isOpen: boolean;
  /** Whether each record goes out with the end of its task, whatever it is. */
  readonly isEager: boolean;
  send(messages: Message[]): void;
}

let line: Line | null = null;
let origin = 0;
let at = "";
let waiting: Message[] = [];
let listener: Listener = () => undefined;
const watchers: Listener[] = [];
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

/**
 * Opens the page's line to the stage on loopback; what is recorded before it is open is sent then. It is a
 * WebSocket on a port of its own, so that a handshake of the page's that is held back (Chromium makes one
 * at a time to an address) cannot hold it back.
 */
export function openLink(address: string): void {
  at = address;
  const socket = new NativeWebSocket(`ws://127.0.0.1:${address}`);
  line = {
    get isOpen() {
      return socket.readyState === NativeWebSocket.OPEN;
    },
    isEager: false,
    send: (messages) => socket.send(JSON.stringify(messages)),
  };
  socket.addEventListener("open", flush);
  window.addEventListener("pagehide", flush);
  socket.addEventListener("message", (event) => {
    for (const [kind, fields] of JSON.parse(String(event.data)) as Message[])
      listener(kind, fields);
  });
}

/** Makes a WebSocket to the stage that opens and is closed by its end at once: it leads to no page's line. */
export function openAndClose(): void {
  new NativeWebSocket(`ws://127.0.0.1:${at.replace(/\/.*/, "/")}`);
}

/** Opens it anew after a stay in the back/forward cache, for which Chromium closes every socket. */
export function reopenLink(): void {
  openLink(at);
}

/** Records leave by `next` from now on, those that wait as well. */
export function speakOver(next: Line): void {
  line = next;
  flush();
}

/** Names the one function that takes the stage's messages. */
export function onMessage(next: Listener): void {
  listener = next;
}

/** Names a function that is told of each record. */
export function onRecord(next: Listener): void {
  watchers.push(next);
}

/** Virtual milliseconds that only go forward: `Date.now()` is the page's, and may be set back. */
export function getNow(): number {
  return Math.round(origin + performance.now());
}

/** Has `getNow` say `now` at this moment, as the page does that this worker belongs to. */
export function countFrom(now: number): void {
  origin = now - performance.now();
}

/**
 * Records that something happened, at the page's virtual time. It goes out with the mark of quiet that
 * comes after it, or with the end of the task where the backend sees it as well.
 */
export function record(kind: string, fields: Fields = {}): void {
  recorded += 1;
  waiting.push([kind, { at: getNow(), ...fields }]);
  if (OUTWARD.has(kind) || line?.isEager) queueMicrotask(flush);
  for (const watch of watchers) watch(kind, fields);
}

/** Sends a message that is no record, and all records before it. It counts for nothing. */
export function send(kind: string, fields: Fields = {}): void {
  waiting.push([kind, fields]);
  queueMicrotask(flush);
}

/** Sends what waits, where the line is open. */
export function flush(): void {
  if (!line?.isOpen || waiting.length === 0) return;
  const messages = waiting;
  waiting = [];
  line.send(messages);
}
