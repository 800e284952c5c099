import { isTerminal, type Job, type JobState } from "@/api/job";
import type { Frame } from "@/state/frames";

/** What the component knows of a job, and how it came to know it. */
export interface JobView {
  readonly jobId: string;
  readonly status: JobState;
  readonly progress: number | null;
  readonly frame: { readonly current: number; readonly total: number } | null;
  readonly error: string | null;
  readonly results: Job["results"];
  readonly resultUrl: string | null;
  /** The server said so since the component was mounted; false for what is merely remembered. */
  readonly isLearned: boolean;
  /** A poll has answered with a terminal state: there is nothing left to ask. */
  readonly isConfirmed: boolean;
  /** The number of the newest poll whose answer was applied. */
  readonly newestAnswer: number;
  /** How many polls had been asked when the last frame arrived. */
  readonly askedBeforeFrame: number;
  readonly trouble: string | null;
  /** When the server last changed what the newest answer says, in milliseconds; null: unknown. */
  readonly newestChange: number | null;
}

export interface Remembered {
  readonly status: "completed" | "failed";
  readonly error: string | null;
}

export type JobEvent =
  | { readonly kind: "switched"; readonly jobId: string; readonly remembered: Remembered | null }
  | { readonly kind: "answer"; readonly jobId: string; readonly asked: number; readonly job: Job }
  | { readonly kind: "no-answer"; readonly jobId: string; readonly reason: string }
  | {
      readonly kind: "frame";
      readonly jobId: string;
      readonly asked: number;
      readonly frame: Frame;
    }
  | { readonly kind: "socket-down"; readonly jobId: string };

/** The view before the server has said anything: what is remembered, else a pending job. */
export function startView(jobId: string, remembered: Remembered | null): JobView {
  return {
    jobId,
    status: remembered?.status ?? "pending",
    progress: null,
    frame: null,
    error: remembered?.error ?? null,
    results: null,
    resultUrl: null,
    isLearned: false,
    isConfirmed: false,
    newestAnswer: 0,
    askedBeforeFrame: 0,
    trouble: null,
    newestChange: null,
  };
}

/**
 * The rules of Issue 231, pure. A terminal state that the server has told is never left; no answer
 * of another job is applied, and none that is older than what is known.
 */
export function reduceView(view: JobView, event: JobEvent): JobView {
  if (event.kind === "switched") return startView(event.jobId, event.remembered);
  if (event.jobId !== view.jobId) return view;
  switch (event.kind) {
    case "answer":
      return applyAnswer(view, event.job, event.asked);
    case "frame":
      return applyFrame(view, event.frame, event.asked);
    case "no-answer":
      return isLocked(view) ? view : { ...view, trouble: event.reason };
    case "socket-down":
      return { ...view, frame: null };
  }
}

/** Terminal lock: the server has told the end, and nothing that comes later is newer than that. */
export function isLocked(view: JobView): boolean {
  return view.isLearned && isTerminal(view.status);
}

function applyAnswer(view: JobView, job: Job, asked: number): JobView {
  if (isOlder(view, job, asked)) return view;
  if (isLocked(view) && job.status !== view.status) return view;
  return {
    ...view,
    status: job.status,
    progress: job.progress,
    error: job.error_message ?? (job.status === view.status ? view.error : null),
    results: job.results,
    resultUrl: job.result_url,
    isLearned: true,
    isConfirmed: isTerminal(job.status),
    newestAnswer: Math.max(view.newestAnswer, asked),
    newestChange: job.updated_at,
    trouble: null,
  };
}

/**
 * Whether an answer says less than is known. The server's own time of change decides: of two polls
 * under way the one asked first may be answered last, with what is newer. Without it the order of
 * asking does, and the end is older than nothing.
 */
function isOlder(view: JobView, job: Job, asked: number): boolean {
  if (isTerminal(job.status)) return false;
  if (asked <= view.askedBeforeFrame) return true;
  const change = compareChanges(job.updated_at, view.newestChange);
  return change === 0 ? asked <= view.newestAnswer : change < 0;
}

/** Below 0 where the first change came earlier, above 0 where later; 0: nobody can tell. */
function compareChanges(one: number | null, other: number | null): number {
  return one === null || other === null ? 0 : one - other;
}

function applyFrame(view: JobView, frame: Frame, asked: number): JobView {
  if (isLocked(view)) return view;
  const heard = { ...view, isLearned: true, askedBeforeFrame: asked, trouble: null };
  switch (frame.kind) {
    case "completed":
      return { ...heard, status: "completed", error: null, frame: null };
    case "failed":
      return { ...heard, status: "failed", error: frame.message, frame: null };
    case "progress":
      if (view.status === "running" && frame.percent < (view.progress ?? 0)) return view;
      return {
        ...heard,
        status: "running",
        progress: frame.percent,
        frame: { current: frame.current, total: frame.total },
        error: null,
      };
    case "state":
      if (view.status === "running" && frame.state === "pending") return view;
      return { ...heard, status: frame.state, error: null };
  }
}
