import { API_KEY, API_URL, type Job, readJob } from "@jobstatus-e2e/parts";
import { type Observable, timeout } from "rxjs";
import { fromFetch } from "rxjs/fetch";

const ANSWER_LIMIT = 8_000;

export const apiClient = {
  /**
   * Asks the server for a job, past every cache, when subscribed to. Errors where it does not answer with
   * a job within 8 s. To unsubscribe is to break the request off.
   */
  getJob(jobId: string): Observable<Job> {
    const address = `${API_URL}/jobs/${encodeURIComponent(jobId)}?_t=${Date.now()}`;
    return fromFetch(address, {
      cache: "no-store",
      headers: API_KEY ? { "X-API-Key": API_KEY } : {},
      selector: async (response) => {
        if (!response.ok) throw new Error(`The server answered ${response.status}.`);
        return readJob(await response.json());
      },
    }).pipe(timeout(ANSWER_LIMIT));
  },
};
