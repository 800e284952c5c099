import { isRecord } from "@/api/job";

/** What the server can say over the socket, as far as this page goes by it. */
export type Frame =
  | {
      readonly kind: "progress";
      readonly percent: number;
      readonly current: number;
      readonly total: number;
    }
  | { readonly kind: "completed" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "state"; readonly state: "pending" | "running" };

/** Reads one message for `jobId`; null for a pong, another job's frame, binary data or garbage. */
export function parseFrame(data: unknown, jobId: string): Frame | null {
  const said = parseJson(String(data));
  if (!isRecord(said) || said.job_id !== jobId) return null;
  switch (said.status) {
    case "completed":
      return { kind: "completed" };
    case "error":
    case "failed":
      return { kind: "failed", message: String(said.message ?? "The job failed.") };
    case "pending":
    case "running":
      return { kind: "state", state: said.status };
  }
  if (typeof said.percent !== "number") return null;
  return {
    kind: "progress",
    percent: said.percent,
    current: Number(said.current_frame ?? 0),
    total: Number(said.total_frames ?? 0),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
