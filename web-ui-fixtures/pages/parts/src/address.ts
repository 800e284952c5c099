const BACKEND: string | undefined = import.meta.env.VITE_WS_BACKEND_URL;

/** The address of a job's WebSocket: at `VITE_WS_BACKEND_URL`, or else at the page's own host. */
export function getSocketAddress(jobId: string): string {
  const origin = (BACKEND ?? location.origin).replace(/^http/, "ws");
  return `${origin}/v1/ws/jobs/${encodeURIComponent(jobId)}`;
}
