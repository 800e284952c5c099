import { isBehind, isOver, type Job, type JobEvent } from "@jobstatus-e2e/parts";
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { apiClient } from "@/api/client";

const POLL_EVERY = 2_000;
const SILENCE_LIMIT = 5_000;

/** What the cache holds of a job: from polls and from the socket. */
export interface KnownJob extends Job {
  readonly frame?: JobEvent["frame"];
  /** A poll has answered with the end: there is nothing left to ask. */
  readonly isConfirmed: boolean;
}

const NOTHING: KnownJob = {
  status: "pending",
  progress: null,
  error: null,
  changedAt: null,
  isConfirmed: false,
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The end is locked as long as somebody watches. A job that is opened again may have begun anew.
      gcTime: 0,
      // The next poll is the retry, and it comes however many have failed.
      retry: false,
      refetchIntervalInBackground: true,
      // What the browser takes for offline may be a tunnel that works.
      networkMode: "always",
    },
  },
});

/** The query of a job. `isConnected`: its socket is open, and polls only look after its silence. */
export function jobQuery(jobId: string, isConnected: boolean) {
  return queryOptions<KnownJob>({
    queryKey: ["job", jobId],
    queryFn: async ({ signal, client, queryKey }) => {
      const job = await apiClient.getJob(jobId, signal);
      return afterAnswer(client.getQueryData<KnownJob>(queryKey), job);
    },
    enabled: (query) => !query.state.data?.isConfirmed,
    // Every change of the cache starts this interval anew: a socket that talks is not polled beside.
    refetchInterval: ({ state: { data, status } }) =>
      isConnected && status === "success" && !isOver(data?.status ?? "pending")
        ? SILENCE_LIMIT
        : POLL_EVERY,
  });
}

/**
 * Writes what the socket told into the cache. A poll that is under way was asked before that, and is
 * cancelled: its answer would be older.
 */
export function takeEvent(jobId: string, event: JobEvent): void {
  const { queryKey } = jobQuery(jobId, true);
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData<KnownJob>(queryKey, (last) => afterEvent(last ?? NOTHING, event));
}

/** Asks at once: what is known may be older than the socket's coming or going. */
export function askNow(jobId: string): void {
  void queryClient.refetchQueries(jobQuery(jobId, true));
}

function afterAnswer(last: KnownJob | undefined, job: Job): KnownJob {
  // Terminal lock: what ended stays ended, whatever a replica or a proxy still says.
  if (last && isOver(last.status) && !isOver(job.status)) return last;
  return { ...job, isConfirmed: isOver(job.status) };
}

function afterEvent(last: KnownJob, event: JobEvent): KnownJob {
  if (isOver(last.status) || isBehind(event, last)) return last;
  return { ...last, ...event };
}
