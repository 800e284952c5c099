import { type Job, parseJob } from "@/api/job";

const API_URL: string = import.meta.env.VITE_API_URL ?? "/v1";

interface Answer {
  id: number;
  status: number;
  isOk: boolean;
  body: unknown;
  error?: string;
}

const worker = new Worker(new URL("./ask.worker.ts", import.meta.url), { type: "module" });
const waiting = new Map<number, (answer: Answer) => void>();
let asked = 0;

worker.onmessage = ({ data }: MessageEvent<Answer>) => {
  waiting.get(data.id)?.(data);
  waiting.delete(data.id);
};

export const apiClient = {
  /** Asks the server for a job, off the main thread. */
  async getJob(jobId: string, signal?: AbortSignal): Promise<Job> {
    asked += 1;
    const id = asked;
    const path = `${API_URL}/jobs/${encodeURIComponent(jobId)}?_t=${Date.now()}`;
    signal?.addEventListener("abort", () => worker.postMessage({ id, path: null }));
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, path, init: { cache: "no-store" } });
    });
    if (answer.error) throw new Error(answer.error);
    if (!answer.isOk) throw new Error(`The server answered ${answer.status}.`);
    const job = parseJob(answer.body);
    if (!job) throw new Error("The server's answer is not a job.");
    return job;
  },
};
