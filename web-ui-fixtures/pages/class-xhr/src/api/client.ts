import { API_KEY, API_URL, type Job, readJob } from "@jobstatus-e2e/parts";

const ANSWER_LIMIT = 8_000;

export interface Asker {
  onAnswer(job: Job): void;
  onNoAnswer(reason: string): void;
}

export const apiClient = {
  /**
   * Asks the server for a job, past every cache. One of the two is called within 8 s, unless what it
   * returns is called before: that breaks the request off.
   */
  getJob(jobId: string, { onAnswer, onNoAnswer }: Asker): () => void {
    const request = new XMLHttpRequest();
    request.open("GET", `${API_URL}/jobs/${encodeURIComponent(jobId)}?_t=${Date.now()}`);
    // XMLHttpRequest has no `cache: "no-store"`: this header keeps the browser's cache out.
    request.setRequestHeader("Cache-Control", "no-cache");
    if (API_KEY) request.setRequestHeader("X-API-Key", API_KEY);
    request.timeout = ANSWER_LIMIT;
    request.onload = () => {
      if (request.status !== 200) return onNoAnswer(`The server answered ${request.status}.`);
      const job = parse(request.responseText);
      if (job) onAnswer(job);
      else onNoAnswer("The server's answer is not a job.");
    };
    request.onerror = () => onNoAnswer("The server cannot be reached.");
    request.ontimeout = () => onNoAnswer("The server does not answer.");
    request.send();
    return () => request.abort();
  },
};

function parse(text: string): Job | null {
  try {
    return readJob(JSON.parse(text));
  } catch {
    return null;
  }
}
