import { getSocketAddress } from "./address";
import { type JobEvent, readEvent } from "./event";
import { isOver } from "./job";

const RECONNECT_AFTER = 2_000;
const PING_EVERY = 30_000;

export interface SocketListener {
  onOpen(): void;
  onClose(): void;
  onEvent(event: JobEvent): void;
}

/**
 * Listens to a job over its WebSocket, for pages whose library does not bring one.
 *
 * Connects at once, and anew 2 s after any close that it did not ask for. It closes by itself after the
 * event that tells the job's end. Returns what ends it: nothing is told to `listener` after that.
 */
export function listenToJob(jobId: string, listener: SocketListener): () => void {
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasEnded = false;

  const connect = () => {
    const current = new WebSocket(getSocketAddress(jobId));
    let ping: ReturnType<typeof setInterval> | undefined;
    socket = current;
    socket.onopen = () => {
      ping = setInterval(() => current.send(JSON.stringify({ type: "ping" })), PING_EVERY);
      if (hasEnded) current.close();
      else listener.onOpen();
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      const event = hasEnded ? null : readEvent(data, jobId);
      if (!event) return;
      listener.onEvent(event);
      if (isOver(event.status)) {
        hasEnded = true;
        current.close();
      }
    };
    socket.onclose = () => {
      clearInterval(ping);
      listener.onClose();
      if (!hasEnded) timer = setTimeout(connect, RECONNECT_AFTER);
    };
  };

  connect();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
    listener = { onOpen: noop, onClose: noop, onEvent: noop };
    socket.close();
  };
}

function noop(): void {}
