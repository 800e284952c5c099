export interface JobSeen {
  job: string | null;
  job_status: string | null;
  job_progress: number | null;
}

const NOTHING: JobSeen = { job: null, job_status: null, job_progress: null };

/**
 * The job in a body that the page has read, bare or wrapped as `{"job": {...}}`; all fields are
 * null for any other body.
 */
export function describeJob(body: unknown): JobSeen {
  const parsed = typeof body === "string" ? parse(body) : body;
  if (!isRecord(parsed)) return NOTHING;
  const job = isRecord(parsed.job) ? parsed.job : parsed;
  if (typeof job.status !== "string") return NOTHING;
  return {
    job: typeof job.job_id === "string" ? job.job_id : null,
    job_status: job.status,
    job_progress: typeof job.progress === "number" ? job.progress : null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
