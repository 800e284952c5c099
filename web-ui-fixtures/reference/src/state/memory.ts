import { isRecord } from "@/api/job";
import type { Remembered } from "@/state/jobView";

const KEY = "job-status:last-known";
const MOST = 50;
const LONGEST = 24 * 60 * 60 * 1000;

interface Entry extends Remembered {
  readonly jobId: string;
  readonly at: number;
}

/**
 * The last known terminal state of a job, kept over a page refresh: at most 50 jobs, 24 hours each.
 * Null when nothing usable is kept. Storage that is full, forbidden or garbled is nothing kept.
 */
export function recall(jobId: string): Remembered | null {
  const entry = read().find((each) => each.jobId === jobId);
  return entry ? { status: entry.status, error: entry.error } : null;
}

/** Keeps the terminal state of a job, as the newest. */
export function remember(jobId: string, known: Remembered): void {
  const others = read().filter((each) => each.jobId !== jobId);
  write([{ ...known, jobId, at: Date.now() }, ...others].slice(0, MOST));
}

/** Drops what is kept of a job that the server says has not ended. */
export function forget(jobId: string): void {
  const all = read();
  const isKept = all.some((each) => each.jobId === jobId);
  if (isKept) write(all.filter((each) => each.jobId !== jobId));
}

function read(): Entry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function write(entries: Entry[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // A browser that keeps nothing shows the state again after the first poll.
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    isRecord(value) &&
    typeof value.jobId === "string" &&
    (value.status === "completed" || value.status === "failed") &&
    (value.error === null || typeof value.error === "string") &&
    typeof value.at === "number" &&
    Date.now() - value.at < LONGEST
  );
}
