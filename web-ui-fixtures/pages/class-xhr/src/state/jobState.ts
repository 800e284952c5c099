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

/** The state after the answer to poll number `asked`. */
export function afterAnswer(state: JobState, asked: number, job: Job): JobState {
  const isEnd = isOver(job.status);
  if (!isEnd && (hasEnded(state) || isOlder(state, asked, job))) return { ...state, trouble: null };
  const isConfirmed = state.isConfirmed || isEnd;
  const answered = Math.max(state.answered, asked);
  return { ...state, ...job, trouble: null, isLearned: true, isConfirmed, answered };
}

/** The state after an event that came when `asked` polls had been asked. */
export function afterEvent(state: JobState, asked: number, event: JobEvent): JobState {
  if (hasEnded(state) || isBehind(event, state)) return state;
  return { ...state, ...event, trouble: null, isLearned: true, askedBeforeEvent: asked };
}

/** Terminal lock: the server has told the end. What is merely remembered locks nothing. */
export function hasEnded(state: JobState): boolean {
  return state.isLearned && isOver(state.status);
}

/** By the server's time of change, and by the order of asking where that is the same. */
function isOlder(state: JobState, asked: number, job: Job): boolean {
  if (asked <= state.askedBeforeEvent) return true;
  const change = (job.changedAt ?? 0) - (state.changedAt ?? 0);
  return change === 0 ? asked < state.answered : change < 0;
}
