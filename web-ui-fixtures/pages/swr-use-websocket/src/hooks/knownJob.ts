import { isBehind, isOver, type Job, type JobEvent } from "@jobstatus-e2e/parts";

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

export function afterAnswer(last: KnownJob | undefined, job: Job): KnownJob {
  // Terminal lock: what ended stays ended, whatever a replica or a proxy still says.
  if (last && isOver(last.status) && !isOver(job.status)) return last;
  return { ...job, isConfirmed: isOver(job.status) };
}

export function afterEvent(last: KnownJob = NOTHING, event: JobEvent): KnownJob {
  if (isOver(last.status) || isBehind(event, last)) return last;
  return { ...last, ...event };
}
