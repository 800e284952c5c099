import { isObject, isOver, type Status } from "./job";

/** How a job stands, as far as it is kept over a refresh. */
export interface Kept {
  readonly status: Status;
  /** Why it failed. */
  readonly error: string | null;
}

/**
 * The end of a job that this tab has seen; null where it has seen none.
 *
 * It survives a refresh, and goes with the tab (`sessionStorage`). The server's word counts for more.
 * Storage that is full, forbidden or garbled is nothing kept.
 */
export function recallEnd(jobId: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(jobId)) ?? "null");
    return isEnd(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps how a job ended; where the server says that it has not, drops what is kept of it. */
export function keepEnd(jobId: string, { status, error }: Kept): void {
  try {
    if (isOver(status)) sessionStorage.setItem(keyOf(jobId), JSON.stringify({ status, error }));
    else sessionStorage.removeItem(keyOf(jobId));
  } catch {
    // Without storage the end is shown again after the first poll.
  }
}

function keyOf(jobId: string): string {
  return `job-status:${jobId}`;
}

function isEnd(value: unknown): value is Kept {
  return isObject(value) && (value.status === "completed" || value.status === "failed");
}
