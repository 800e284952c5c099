const NativeWebSocket = self.WebSocket;

export type Fields = Record<string, unknown>;
export type Message = [kind: string, fields: Fields];
type Listener = (kind: string, fields: Fields) => void;

/** The way out for records: from a page a WebSocket to the stage, from a worker to its page. */
interface Line {
  readonly isOpen: boolean;
  /** Whether records of every kind go out at the end of their task, not only the outward ones. */
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

/**
 * Records of events that reach the backend as well. They go out at once, because the stage must
 * learn of them from the page first.
 */
export const OUTWARD: ReadonlySet<string> = new Set([
  "fetch_started",
  "fetch_failed",
  "probe_started",
  "socket_connecting",
  "socket_closing",
  "frame_given",
]);

/** The count of this document's records; two equal readings mean that no record came in between. */
export function getRecordCount(): number {
  return recorded;
}

/**
 * Opens the page's line to the stage on loopback. Records from before it is open are sent when it
 * opens. It is a WebSocket on a port of its own: Chromium makes one handshake at a time to an
 * address, so a held handshake of the page would delay it on the page's port.
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

/** Makes a WebSocket that the stage accepts and closes at once. */
export function openAndClose(): void {
  new NativeWebSocket(getNowhere());
}

/** The address of the stage without a token: it closes each WebSocket there at once. */
export function getNowhere(): string {
  return `ws://127.0.0.1:${at.replace(/\/.*/, "/")}`;
}

/** Opens the line again after the back/forward cache, for which Chromium closed every socket. */
export function reopenLink(): void {
  openLink(at);
}

/** Sends records over `next` from now on, and those that wait at once. */
export function speakOver(next: Line): void {
  line = next;
  flush();
}

/** Sets the one function that takes the stage's messages. */
export function onMessage(next: Listener): void {
  listener = next;
}

/** Adds a function that is called for each record. */
export function onRecord(next: Listener): void {
  watchers.push(next);
}

/** Virtual milliseconds, which only go forward; the page's `Date.now()` may be set back. */
export function getNow(): number {
  return Math.round(origin + performance.now());
}

/** Sets `getNow` to `now` (ms) at this moment, so that a worker agrees with its page. */
export function countFrom(now: number): void {
  origin = now - performance.now();
}

/**
 * Records an event with the page's virtual time. The record goes out with the next message that the
 * page is quiet, or at the end of the task where the backend sees the event as well.
 */
export function record(kind: string, fields: Fields = {}): void {
  recorded += 1;
  waiting.push([kind, { at: getNow(), ...fields }]);
  if (OUTWARD.has(kind) || line?.isEager) queueMicrotask(flush);
  for (const watch of watchers) watch(kind, fields);
}

/**
 * Sends a message that is no record, after all records before it; it does not count as a record.
 */
export function send(kind: string, fields: Fields = {}): void {
  waiting.push([kind, fields]);
  queueMicrotask(flush);
}

/** Sends the waiting messages, if the line is open. */
export function flush(): void {
  if (!line?.isOpen || waiting.length === 0) return;
  const messages = waiting;
  waiting = [];
  line.send(messages);
}
