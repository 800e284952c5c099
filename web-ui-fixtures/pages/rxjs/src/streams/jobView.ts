import { isBehind, isOver, type Job, type JobEvent } from "@jobstatus-e2e/parts";

export interface JobView extends Job {
  readonly frame?: JobEvent["frame"];
  readonly trouble: string | null;
  readonly isConnected: boolean;
  /** The server has said something since the component was mounted. */
  readonly isLearned: boolean;
  /** A poll has answered with the end: there is nothing left to ask. */
  readonly isConfirmed: boolean;
}

/** One thing that happened, as what it makes of the view. */
export type Step = (view: JobView) => JobView;

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

export function connection(isConnected: boolean): Step {
  return (view) => ({ ...view, isConnected });
}

export function noAnswer(error: unknown): Step {
  return (view) => ({ ...view, trouble: error instanceof Error ? error.message : String(error) });
}

export function answer(job: Job): Step {
  return (view) => {
    // Terminal lock: what ended stays ended, whatever a replica or a proxy still says.
    if (isLocked(view) && !isOver(job.status)) return { ...view, trouble: null };
    const isConfirmed = isOver(job.status);
    const isConnected = view.isConnected && !isConfirmed;
    return { ...view, ...job, trouble: null, isConnected, isLearned: true, isConfirmed };
  };
}

export function told(event: JobEvent): Step {
  return (view) => {
    if (isLocked(view) || isBehind(event, view)) return view;
    return { ...view, ...event, trouble: null, isLearned: true };
  };
}

function isLocked(view: JobView): boolean {
  return view.isLearned && isOver(view.status);
}
