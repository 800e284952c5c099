import { type Job, parseJob } from "@/api/job";

const API_URL: string = import.meta.env.VITE_API_URL ?? "/v1";
const API_KEY: string | undefined = import.meta.env.VITE_API_KEY;

/** The server answered, and not with what was asked for; `status` is the HTTP status. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const apiClient = {
  /**
   * Asks the server for a job.
   *
   * Never answered from a cache: `no-store` goes past the browser's, and `_t` makes an address that
   * no proxy has seen. Rejects with ApiError for an error status or a body that is no job, and with
   * what `fetch` rejects with when there is no answer or `signal` aborts.
   */
  async getJob(jobId: string, signal?: AbortSignal): Promise<Job> {
    const path = `${API_URL}/jobs/${encodeURIComponent(jobId)}?_t=${Date.now()}`;
    const response = await fetch(path, {
      cache: "no-store",
      headers: API_KEY ? { "X-API-Key": API_KEY } : {},
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) {
      throw new ApiError(response.status, `The server answered ${response.status}.`);
    }
    const job = parseJob(await response.json());
    if (!job) throw new ApiError(response.status, "The server's answer is not a job.");
    return job;
  },
};
