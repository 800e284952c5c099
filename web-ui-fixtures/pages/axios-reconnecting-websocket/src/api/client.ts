import { API_KEY, API_URL, type Job, readJob } from "@jobstatus-e2e/parts";
import axios from "axios";

const http = axios.create({
  baseURL: API_URL,
  timeout: 8_000,
  // The browser's cache stands aside for a request that says so: XMLHttpRequest has no `cache: "no-store"`.
  headers: { "Cache-Control": "no-cache", ...(API_KEY ? { "X-API-Key": API_KEY } : {}) },
});

http.interceptors.request.use((config) => ({
  ...config,
  params: { ...config.params, _t: Date.now() },
}));

export const apiClient = {
  /**
   * Asks the server for a job, past every cache. Rejects where it does not answer with a job within 8 s,
   * or `signal` aborts.
   */
  async getJob(jobId: string, signal: AbortSignal): Promise<Job> {
    const { data } = await http.get<unknown>(`/jobs/${encodeURIComponent(jobId)}`, { signal });
    return readJob(data);
  },
};
