import { apiClient } from "@/api/client";

export type State = {
  status: string;
  progress: number | null;
  frame: string | null;
  error: string | null;
  live: boolean;
};

export const START: State = { status: "pending", progress: null, frame: null, error: null, live: false };

const isOver = (status: string) => status === "completed" || status === "failed";

const parse = (data: unknown) => {
  try {
    return JSON.parse(String(data)) ?? {};
  } catch {
    return {};
  }
};

// Polls every two seconds, one poll at a time and also while the socket is open. Closes the socket as
// soon as a poll or a frame has told the end.
export function watchJob(jobId: string, tell: (state: State) => void): () => void {
  let state = START;
  let gone = false;
  let confirmed = false;
  let socket: WebSocket | null = null;
  const timers = new Set<number>();

  const set = (change: Partial<State>) => {
    if (gone) return;
    state = { ...state, ...change };
    tell(state);
  };
  const later = (what: () => void, ms: number) => {
    const timer = window.setTimeout(() => {
      timers.delete(timer);
      what();
    }, ms);
    timers.add(timer);
  };

  async function poll(): Promise<void> {
    try {
      const job = await apiClient.getJob(jobId);
      if (gone) return;
      const status = String(job.status);
      if (isOver(status)) {
        confirmed = true;
        set({ status, error: (job.error_message as string) ?? null, frame: null });
        socket?.close();
      } else if (!isOver(state.status)) {
        const progress = job.progress as number | null;
        set({ status, progress: Math.max(progress ?? 0, state.progress ?? 0) });
      }
    } catch {
      if (gone) return;
    }
    if (!confirmed) later(poll, 2000);
  }

  function connect(): void {
    if (gone || isOver(state.status)) return;
    socket = new WebSocket(`ws://${location.host}/v1/ws/jobs/${jobId}`);
    socket.onopen = () => set({ live: true });
    socket.onclose = () => {
      set({ live: false, frame: null });
      later(connect, 2000);
    };
    socket.onmessage = ({ data }) => {
      const said = parse(data);
      if (isOver(state.status) || said.job_id !== jobId) return;
      if (said.status === "completed") {
        set({ status: "completed" });
        socket?.close();
      } else if (said.status === "error") {
        set({ status: "failed", error: said.message });
        socket?.close();
      } else if (typeof said.percent === "number") {
        set({
          status: "running",
          progress: Math.max(said.percent, state.progress ?? 0),
          frame: `${said.current_frame} / ${said.total_frames}`,
        });
      }
    };
  }

  connect();
  void poll();
  return () => {
    gone = true;
    for (const timer of timers) clearTimeout(timer);
    socket?.close();
  };
}
