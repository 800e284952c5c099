import { isBehind, isOver, type Job, type JobEvent } from "@jobstatus-e2e/parts";
import type { Report } from "@/worker/protocol";

export interface JobState extends Job {
  readonly frame?: JobEvent["frame"];
  readonly trouble: string | null;
  readonly isConnected: boolean;
  /** The server has said something since the component was mounted. */
  readonly isLearned: boolean;
  /** A poll has answered with the end: there is nothing left to ask. */
  readonly isConfirmed: boolean;
}

export type JobAction =
  | Report
  | { readonly type: "told"; readonly event: JobEvent }
  | { readonly type: "connected" | "disconnected" };

export const START: JobState = {
  status: "pending",
  progress: null,
  error: null,
  changedAt: null,
  trouble: null,
  isConnected: false,
  isLearned: false,
  isConfirmed: false,
};

export function reduceJob(state: JobState, action: JobAction): JobState {
  switch (action.type) {
    case "connected":
      return { ...state, isConnected: true };
    case "disconnected":
      return { ...state, isConnected: false };
    case "not-answered":
      return { ...state, trouble: action.reason };
    case "answered":
      return afterAnswer(state, action.job);
    case "told":
      if (isLocked(state) || isBehind(action.event, state)) return state;
      return { ...state, ...action.event, trouble: null, isLearned: true };
  }
}

function afterAnswer(state: JobState, job: Job): JobState {
  // Terminal lock: what ended stays ended, whatever a replica or a proxy still says.
  if (isLocked(state) && !isOver(job.status)) return { ...state, trouble: null };
  return { ...state, ...job, trouble: null, isLearned: true, isConfirmed: isOver(job.status) };
}

function isLocked(state: JobState): boolean {
  return state.isLearned && isOver(state.status);
}
