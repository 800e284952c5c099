import { isBehind, isOver, type Job, type JobEvent } from "@jobstatus-e2e/parts";

export interface JobView extends Job {
  readonly frame?: JobEvent["frame"];
  readonly trouble: string | null;
  readonly isConnected: boolean;
  /** The server has said something since the store was made. */
  readonly isLearned: boolean;
  /** A poll has answered with the end: there is nothing left to ask. */
  readonly isConfirmed: boolean;
}

export const START: JobView = {
  status: "pending",
  progress: null,
  error: null,
  changedAt: null,
  trouble: null,
  isConnected: false,
  isLearned: false,
  isConfirmed: false,
};

export function afterAnswer(view: JobView, job: Job): JobView {
  if (hasEnded(view) && !isOver(job.status)) return { ...view, trouble: null };
  return { ...view, ...job, trouble: null, isLearned: true, isConfirmed: isOver(job.status) };
}

export function afterEvent(view: JobView, event: JobEvent): JobView {
  if (hasEnded(view) || isBehind(event, view)) return view;
  return { ...view, ...event, trouble: null, isLearned: true };
}

/** Terminal lock: the server has told the end. What is merely remembered locks nothing. */
export function hasEnded(view: JobView): boolean {
  return view.isLearned && isOver(view.status);
}
