import { getSocketAddress, isOver, type JobEvent, readEvent } from "@jobstatus-e2e/parts";
import {
  BehaviorSubject,
  EMPTY,
  filter,
  ignoreElements,
  interval,
  merge,
  type Observable,
  repeat,
  retry,
  share,
  switchMap,
  takeWhile,
  tap,
} from "rxjs";
import { webSocket } from "rxjs/webSocket";

const RECONNECT_AFTER = 2_000;
const PING_EVERY = 30_000;

export interface JobSocket {
  readonly isOpen: Observable<boolean>;
  /** What the socket tells of the job; its last is the end. */
  readonly events: Observable<JobEvent>;
}

/** The WebSocket of a job, open while somebody is subscribed to its events. */
export function createJobSocket(jobId: string): JobSocket {
  const isOpen = new BehaviorSubject(false);
  const socket = webSocket<unknown>({
    url: getSocketAddress(jobId),
    deserializer: ({ data }) => readEvent(data, jobId),
    openObserver: { next: () => isOpen.next(true) },
    closeObserver: { next: () => isOpen.next(false) },
  });
  const pings = isOpen.pipe(
    switchMap((open) => (open ? interval(PING_EVERY) : EMPTY)),
    tap(() => socket.next({ type: "ping" })),
    ignoreElements(),
  );
  const frames = socket.pipe(
    filter((said): said is JobEvent => said !== null),
    // A clean close completes the stream, any other is an error: neither is the end of the job.
    repeat({ delay: RECONNECT_AFTER }),
    retry({ delay: RECONNECT_AFTER }),
  );
  const events = merge(frames, pings).pipe(takeWhile((event) => !isOver(event.status), true));
  return { isOpen, events: events.pipe(share()) };
}
