import { readHandle } from "./handles";
import { getNow, record } from "./link";

interface Pending {
  readonly due: number;
  readonly every: number | null;
}

const pending = new Map<number, Pending>();

/**
 * The most timers of 0 ms that a page may set at one moment; a page that sets more goes on without
 * end.
 */
const MOST_AT_ONCE = 10_000;

let moment = 0;
let setAtOnce = 0;

/** For each interval of 0 ms, which fires at once, the interval of 1 ms that continues it. */
const goesOnAs = new Map<number, number>();

/**
 * The delay that the clock gets where the page asks for 0 ms. The clock adds a millisecond to a 0
 * that is set in the handler of a timer. It does not change this delay, which is too short to make
 * any difference to a due time. A browser has no such rule (HTML, timer initialisation steps): its
 * clock has moved on by itself.
 */
const AT_ONCE = Number.MIN_VALUE;

/**
 * Records each `setTimeout` and `setInterval` of the page with the virtual time at which it is due,
 * so that the stage can step from timer to timer. Call this after the virtual clock is installed.
 * That clock leaves `AbortSignal.timeout` on real time; here it follows virtual time as well.
 */
export function recordTimers(): void {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = self;

  self.setTimeout = ((handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    if (typeof handler !== "function") return setTimeout(handler, delay);
    if (toDelay(delay) === 0 && isWithoutEnd()) return 0;
    const id: number = setTimeout(
      (...given: unknown[]) => {
        pending.delete(id);
        record("timer_fired", { timer: id });
        handler.apply(self, given);
      },
      toDelay(delay) || AT_ONCE,
      ...args,
    );
    announce(id, { due: dueAfter(toDelay(delay)), every: null });
    return id;
  }) as typeof self.setTimeout;

  self.setInterval = ((handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    if (typeof handler !== "function") return setInterval(handler, delay);
    const every = Math.max(1, toDelay(delay));
    const tick = (...given: unknown[]): void => {
      pending.set(id, { due: dueAfter(every), every });
      record("timer_fired", { timer: id });
      handler.apply(self, given);
    };
    const begin = (): void => {
      goesOnAs.set(id, setInterval(tick, every, ...args));
      tick(...args);
    };
    const isAtOnce = toDelay(delay) === 0;
    const id: number = isAtOnce ? setTimeout(begin, AT_ONCE) : setInterval(tick, every, ...args);
    announce(id, { due: dueAfter(toDelay(delay)), every });
    return id;
  }) as typeof self.setInterval;

  const cleared =
    (clear: (id?: number) => void) =>
    (handle?: unknown): void => {
      const id = readHandle(handle);
      if (id === 0) return;
      clear.call(self, id);
      if (goesOnAs.has(id)) clear.call(self, goesOnAs.get(id));
      pending.delete(id);
      record("timer_cleared", { timer: id });
    };
  self.clearTimeout = cleared(clearTimeout) as typeof self.clearTimeout;
  self.clearInterval = cleared(clearInterval) as typeof self.clearInterval;

  AbortSignal.timeout = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    self.setTimeout(
      () => controller.abort(new DOMException("signal timed out", "TimeoutError")),
      milliseconds,
    );
    return controller.signal;
  };
}

/** Records again each set timer: a document from the back/forward cache still has its timers. */
export function announceTimersAgain(): void {
  for (const [id, timer] of pending) announce(id, timer);
}

function announce(id: number, timer: Pending): void {
  pending.set(id, timer);
  record("timer_set", { timer: id, ...timer });
}

/**
 * Counts one more timer of 0 ms, and returns whether it exceeds the limit, so that it must not
 * fire. The first such timer of a moment is recorded.
 */
function isWithoutEnd(): boolean {
  if (moment !== getNow()) setAtOnce = 0;
  moment = getNow();
  setAtOnce += 1;
  if (setAtOnce === MOST_AT_ONCE + 1) record("timers_without_end", { timers: MOST_AT_ONCE });
  return setAtOnce > MOST_AT_ONCE;
}

/** Converts a delay as the browser does: to a WebIDL `long`, and not below 0. */
function toDelay(delay: number | undefined): number {
  return Math.max(0, Number(delay) | 0);
}

function dueAfter(delay: number): number {
  return getNow() + delay;
}
