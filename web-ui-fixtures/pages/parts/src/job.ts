export const API_URL: string = import.meta.env.VITE_API_URL ?? "/v1";
export const API_KEY: string | undefined = import.meta.env.VITE_API_KEY;

export type Status = "pending" | "running" | "completed" | "failed";

/** A job as the answer to a poll tells it. */
export interface Job {
  readonly status: Status;
  /** 0 to 100; null where the server does not know. */
  readonly progress: number | null;
  /** Why the job failed. */
  readonly error: string | null;
  /** When the server last changed the job, in milliseconds; null where it does not say. */
  readonly changedAt: number | null;
}

const STATUSES: readonly unknown[] = ["pending", "running", "completed", "failed"];

/** Reads a job, bare or wrapped as `{"job": {...}}`. Throws an Error for anything else. */
export function readJob(body: unknown): Job {
  const job = isObject(body) && isObject(body.job) ? body.job : body;
  if (!isObject(job) || !STATUSES.includes(job.status)) {
    throw new Error("The server's answer is not a job.");
  }
  const changedAt = Date.parse(String(job.updated_at));
  return {
    status: job.status as Status,
    progress: typeof job.progress === "number" ? job.progress : null,
    error: typeof job.error_message === "string" ? job.error_message : null,
    changedAt: Number.isNaN(changedAt) ? null : changedAt,
  };
}

/** Whether a job with that status has ended. */
export function isOver(status: Status): boolean {
  return status === "completed" || status === "failed";
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
