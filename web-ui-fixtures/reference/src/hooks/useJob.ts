import { useEffect, useReducer, useRef } from "react";
import { apiClient } from "@/api/client";
import { isTerminal } from "@/api/job";
import { useJobProgress } from "@/hooks/useJobProgress";
import { isLocked, type JobView, reduceView, startView } from "@/state/jobView";
import { forget, recall, remember } from "@/state/memory";
import { type Phase, Poller } from "@/state/poller";

/** Everything known of a job, from socket and polls together, and whether the socket is open. */
export function useJob(jobId: string): { view: JobView; isConnected: boolean } {
  const [view, dispatch] = useReducer(reduceView, jobId, (id) => startView(id, recall(id)));
  const poller = useRef<Poller | null>(null);

  // Before anything is rendered for the new job: no frame of it may show the old one's state.
  if (view.jobId !== jobId) dispatch({ kind: "switched", jobId, remembered: recall(jobId) });

  const { isConnected } = useJobProgress(jobId, (frame) => {
    dispatch({ kind: "frame", jobId, asked: poller.current?.asked ?? 0, frame });
    poller.current?.noteHeard();
  });

  useEffect(() => {
    const current = new Poller(jobId, {
      getJob: apiClient.getJob,
      onAnswer: (asked, job) => dispatch({ kind: "answer", jobId, asked, job }),
      onNoAnswer: (reason) => dispatch({ kind: "no-answer", jobId, reason }),
    });
    poller.current = current;
    return () => current.stop();
  }, [jobId]);

  const phase = phaseOf(view, isConnected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new job has a new poller to tell
  useEffect(() => poller.current?.enter(phase), [jobId, phase]);

  useEffect(() => {
    if (!isConnected) dispatch({ kind: "socket-down", jobId });
  }, [jobId, isConnected]);

  useEffect(() => keepInMemory(view), [view]);

  return { view, isConnected };
}

/** Polling guard: which reason there is to ask, if any. */
export function phaseOf(view: JobView, isConnected: boolean): Phase {
  if (view.isConfirmed) return "done";
  if (isLocked(view)) return "confirming";
  return isConnected ? "live" : "down";
}

function keepInMemory(view: JobView): void {
  if (!view.isLearned) return;
  if (!isTerminal(view.status)) forget(view.jobId);
  else remember(view.jobId, { status: view.status as "completed" | "failed", error: view.error });
}
