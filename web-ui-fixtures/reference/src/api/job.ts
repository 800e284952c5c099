export type JobState = "pending" | "running" | "completed" | "failed";

export interface Job {
  readonly status: JobState;
  readonly progress: number | null;
  readonly results: Readonly<Record<string, unknown>> | null;
  /** Where the results are, from a server that does not send them with the job. */
  readonly result_url: string | null;
  readonly error_message: string | null;
  /** When the server last changed the job, in milliseconds; null where it does not say. */
  readonly updated_at: number | null;
}

const STATES: readonly unknown[] = ["pending", "running", "completed", "failed"];

/** Reads a job, bare or wrapped as `{"job": {...}}`; null for anything else. */
export function parseJob(body: unknown): Job | null {
  if (!isRecord(body)) return null;
  const job = isRecord(body.job) ? body.job : body;
  if (!STATES.includes(job.status)) return null;
  return {
    status: job.status as JobState,
    progress: typeof job.progress === "number" ? job.progress : null,
    results: isRecord(job.results) ? job.results : null,
    result_url: typeof job.result_url === "string" ? job.result_url : null,
    error_message: typeof job.error_message === "string" ? job.error_message : null,
    updated_at: parseMoment(job.updated_at),
  };
}

// The server means UTC and does not say so: read as local time, an hour is missing every spring.
const HAS_ZONE = /(Z|[+-]\d\d:?\d\d)$/;

function parseMoment(said: unknown): number | null {
  if (typeof said !== "string") return null;
  const moment = Date.parse(HAS_ZONE.test(said) ? said : `${said}Z`);
  return Number.isNaN(moment) ? null : moment;
}

export function isTerminal(status: JobState): boolean {
  return status === "completed" || status === "failed";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
