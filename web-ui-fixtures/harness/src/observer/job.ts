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
  const parsed = parse(body);
  if (!isRecord(parsed)) return NOTHING;
  const job = isRecord(parsed.job) ? parsed.job : parsed;
  if (typeof job.status !== "string") return NOTHING;
  return {
    job: typeof job.job_id === "string" ? job.job_id : null,
    job_status: job.status,
    job_progress: typeof job.progress === "number" ? job.progress : null,
  };
}

/**
 * Returns the text of a body that the page reads as a file, which is no text before it is read, and
 * any other body as it is.
 */
export async function readFile(body: unknown): Promise<unknown> {
  return body instanceof Blob ? readBlob.call(body) : body;
}

const readBlob = Blob.prototype.text;

function parse(body: unknown): unknown {
  const isBytes = body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  const text = isBytes ? new TextDecoder().decode(body) : body;
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
