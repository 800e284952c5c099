import { isBehind, isOver, type Job, type JobEvent } from "@jobstatus-e2e/parts";

/** What is known of a job, and how new it is. Polls are numbered as they are asked. */
export interface JobState extends Job {
  readonly frame?: JobEvent["frame"];
  readonly trouble: string | null;
  readonly isConnected: boolean;
  /** The server has said something since the component was mounted. */
  readonly isLearned: boolean;
  /** A poll has answered with the end: there is nothing left to ask. */
  readonly isConfirmed: boolean;
  /** The newest poll whose answer was applied. */
  readonly answered: number;
  /** The newest poll that was asked before the last event. */
  readonly askedBeforeEvent: number;
}

export type JobAction =
  | { readonly type: "answered"; readonly asked: number; readonly job: Job }
  | { readonly type: "not-answered"; readonly reason: string }
  | { readonly type: "told"; readonly asked: number; readonly event: JobEvent }
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
  answered: 0,
  askedBeforeEvent: 0,
};

export function reduceJob(state: JobState, action: JobAction): JobState {
  switch (action.type) {
    case "connected":
      return { ...state, isConnected: true };
    case "disconnected":
      return { ...state, isConnected: false };
    case "not-answered":
      return { ...state, trouble: action.reason };
    case "told":
      if (isLocked(state) || isBehind(action.event, state)) return state;
      return {
        ...state,
        ...action.event,
        isLearned: true,
        trouble: null,
        askedBeforeEvent: action.asked,
      };
    case "answered":
      return applyAnswer(state, action.asked, action.job);
  }
}

/** Terminal lock: the server has told the end. What is merely remembered locks nothing. */
function isLocked(state: JobState): boolean {
  return state.isLearned && isOver(state.status);
}

function applyAnswer(state: JobState, asked: number, job: Job): JobState {
  const isEnd = isOver(job.status);
  if (!isEnd && (isLocked(state) || isOlder(state, asked, job))) return { ...state, trouble: null };
  return {
    ...state,
    ...job,
    trouble: null,
    isLearned: true,
    isConfirmed: state.isConfirmed || isEnd,
    answered: Math.max(state.answered, asked),
  };
}

/**
 * Whether an answer says less than what is known: by the server's time of change, and by the order of
 * asking where that is the same, as it is for two states within one second of a coarse clock.
 */
function isOlder(state: JobState, asked: number, job: Job): boolean {
  if (asked <= state.askedBeforeEvent) return true;
  const change = (job.changedAt ?? 0) - (state.changedAt ?? 0);
  return change === 0 ? asked < state.answered : change < 0;
}
