import { isOver, type JobEvent, recallEnd } from "@jobstatus-e2e/parts";
import {
  catchError,
  concat,
  defer,
  exhaustMap,
  filter,
  map,
  merge,
  type Observable,
  of,
  scan,
  startWith,
  switchMap,
  takeUntil,
  takeWhile,
  timer,
} from "rxjs";
import { apiClient } from "@/api/client";
import { createJobSocket } from "@/streams/jobSocket";
import {
  answer,
  connection,
  type JobView,
  noAnswer,
  START,
  type Step,
  told,
} from "@/streams/jobView";

const POLL_EVERY = 2_000;
const SILENCE_LIMIT = 5_000;

/** When to poll: `first` milliseconds from now, and then at every `every`. */
interface Pace {
  readonly first: number;
  readonly every: number;
}

/** How far a job is, from polls and socket together. Completes once a poll has told the end. */
export function watchJob(jobId: string): Observable<JobView> {
  return defer(() => {
    const { isOpen, events } = createJobSocket(jobId);
    const ended = events.pipe(filter(({ status }) => isOver(status)));
    const paces = merge(
      isOpen.pipe(map(paceOfConnection), takeUntil(ended)),
      events.pipe(map(paceOfEvent)),
    );
    const polls = paces.pipe(
      // What a poll under way was asked before is newer than its answer can be: it is broken off.
      switchMap(({ first, every }) => timer(first, every).pipe(exhaustMap(() => ask(jobId)))),
    );
    const start: JobView = { ...START, ...recallEnd(jobId) };
    return merge(events.pipe(map(told)), isOpen.pipe(map(connection)), polls).pipe(
      scan((view, step: Step) => step(view), start),
      startWith(start),
      takeWhile((view) => !view.isConfirmed, true),
    );
  });
}

/** Asks until there is an answer, 2 s after each failure. */
function ask(jobId: string): Observable<Step> {
  return defer(() => apiClient.getJob(jobId)).pipe(
    map(answer),
    catchError((error: unknown, again) =>
      concat(of(noAnswer(error)), timer(POLL_EVERY).pipe(switchMap(() => again))),
    ),
  );
}

function paceOfConnection(isOpen: boolean): Pace {
  return { first: 0, every: isOpen ? SILENCE_LIMIT : POLL_EVERY };
}

function paceOfEvent({ status }: JobEvent): Pace {
  return isOver(status)
    ? { first: 0, every: POLL_EVERY }
    : { first: SILENCE_LIMIT, every: SILENCE_LIMIT };
}
