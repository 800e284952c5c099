/** The answer for the job `id`, as the server sends it. */
export function answerFor(id: string, status: string, progress: number, minute: number) {
  return {
    job_id: id,
    status,
    progress,
    results: status === "completed" ? { total_frames: 0, frames: [] } : null,
    error_message: null,
    job_type: "video",
    plugin_id: "tracker",
    tool: "track",
    tool_list: null,
    current_tool: null,
    tools_total: null,
    tools_completed: null,
    created_at: "2026-01-01T12:00:00Z",
    updated_at: `2026-01-01T12:${String(minute).padStart(2, "0")}:00Z`,
  };
}

/** The frame that tells progress. */
export function progressFrame(id: string, percent: number): string {
  return JSON.stringify({ job_id: id, current_frame: percent, total_frames: 100, percent });
}
