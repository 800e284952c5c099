import { isObject, isOver, type Status } from "./job";

/** What one frame of the WebSocket says of the job. */
export interface JobEvent {
  readonly status: Status;
  /** 0 to 100; absent in a frame that is not about progress. */
  readonly progress?: number;
  readonly frame?: { readonly current: number; readonly total: number };
  readonly error?: string;
}

/**
 * Reads a frame of the WebSocket for `jobId`.
 *
 * Returns null for whatever says nothing of that job: a pong, a frame of another job, null, binary
 * data, no JSON.
 */
export function readEvent(data: unknown, jobId: string): JobEvent | null {
  const said = typeof data === "string" ? parseJson(data) : null;
  if (!isObject(said) || said.job_id !== jobId) return null;
  switch (said.status) {
    case "error":
    case "failed":
      return { status: "failed", error: String(said.message ?? "The job failed.") };
    case "pending":
    case "running":
    case "completed":
      return { status: said.status };
  }
  if (typeof said.percent !== "number") return null;
  const frame = { current: Number(said.current_frame), total: Number(said.total_frames) };
  return { status: "running", progress: said.percent, frame };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether a frame says less than what is known of a job that runs: it was sent before, and is late. */
export function isBehind(
  event: JobEvent,
  known: { readonly status: Status; readonly progress: number | null },
): boolean {
  if (known.status !== "running" || isOver(event.status)) return false;
  return event.status === "pending" || (event.progress ?? 100) < (known.progress ?? 0);
}
