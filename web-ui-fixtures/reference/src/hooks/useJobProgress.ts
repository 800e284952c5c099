import { useEffect, useRef, useState } from "react";
import type { JobState } from "@/api/job";
import { type Frame, parseFrame } from "@/state/frames";

export const RECONNECT_AFTER = 2_000;
export const PING_EVERY = 30_000;

export interface JobProgress {
  readonly percent: number;
  readonly current_frame: number;
  readonly total_frames: number;
}

export interface JobProgressState {
  readonly progress: JobProgress | null;
  readonly status: JobState;
  readonly error: string | null;
  readonly isConnected: boolean;
}

const NOTHING_YET: JobProgressState = {
  progress: null,
  status: "pending",
  error: null,
  isConnected: false,
};

/**
 * Watches a job over its WebSocket; null watches nothing.
 *
 * Reconnects 2 s after any close that it did not ask for, and closes by itself once the job has
 * ended. `onFrame` is called with each frame of this job, before the state says so: the order of
 * frames and answers is known there, and lost in rendered state.
 */
export function useJobProgress(
  jobId: string | null,
  onFrame?: (frame: Frame) => void,
): JobProgressState {
  const [state, setState] = useState(NOTHING_YET);
  const listener = useRef(onFrame);
  useEffect(() => {
    listener.current = onFrame;
  });

  useEffect(() => {
    if (!jobId) return;
    setState(NOTHING_YET);
    return watch(jobId, (frame) => listener.current?.(frame), setState);
  }, [jobId]);

  return state;
}

type Update = (next: (last: JobProgressState) => JobProgressState) => void;

function watch(jobId: string, onFrame: (frame: Frame) => void, update: Update): () => void {
  let socket: WebSocket | null = null;
  let reconnect: ReturnType<typeof setTimeout> | undefined;
  let ping: ReturnType<typeof setInterval> | undefined;
  let isOver = false;

  function connect(): void {
    const current = new WebSocket(addressOf(jobId));
    socket = current;
    current.onopen = () => {
      ping = setInterval(() => current.send(JSON.stringify({ type: "ping" })), PING_EVERY);
      update((last) => ({ ...last, isConnected: true }));
    };
    current.onmessage = (event: MessageEvent<unknown>) => {
      const frame = isOver ? null : parseFrame(event.data, jobId);
      if (!frame) return;
      onFrame(frame);
      update((last) => apply(last, frame));
      if (frame.kind === "completed" || frame.kind === "failed") end();
    };
    current.onclose = () => {
      clearInterval(ping);
      update((last) => ({ ...last, isConnected: false }));
      if (!isOver) reconnect = setTimeout(connect, RECONNECT_AFTER);
    };
  }

  function end(): void {
    isOver = true;
    clearInterval(ping);
    clearTimeout(reconnect);
    socket?.close();
  }

  connect();
  return () => {
    end();
    // A socket that is gone from the page has nothing to say to it any more.
    if (socket) socket.onclose = null;
  };
}

function apply(last: JobProgressState, frame: Frame): JobProgressState {
  switch (frame.kind) {
    case "completed":
      return { ...last, status: "completed", error: null };
    case "failed":
      return { ...last, status: "failed", error: frame.message };
    case "state":
      return { ...last, status: frame.state };
    case "progress":
      return {
        ...last,
        status: "running",
        progress: {
          percent: frame.percent,
          current_frame: frame.current,
          total_frames: frame.total,
        },
      };
  }
}

function addressOf(jobId: string): string {
  const backend: string | undefined = import.meta.env.VITE_WS_BACKEND_URL;
  const path = `/v1/ws/jobs/${encodeURIComponent(jobId)}`;
  const address = new URL(`${backend ?? ""}${path}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}
