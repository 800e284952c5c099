import { API_KEY, API_URL, type Job, readJob } from "@jobstatus-e2e/parts";

const ANSWER_LIMIT = 8_000;

export const apiClient = {
  /**
   * Asks the server for a job, past every cache. Rejects where it does not answer with a job within 8 s,
   * or `signal` aborts.
   */
  async getJob(jobId: string, signal: AbortSignal): Promise<Job> {
    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(new Error("The server does not answer.")),
      ANSWER_LIMIT,
    );
    try {
      const address = `${API_URL}/jobs/${encodeURIComponent(jobId)}?_t=${Date.now()}`;
      const response = await fetch(address, {
        cache: "no-store",
        headers: API_KEY ? { "X-API-Key": API_KEY } : {},
        signal: AbortSignal.any([signal, limit.signal]),
      });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return readJob(await response.json());
    } finally {
      clearTimeout(timer);
    }
  },
};
