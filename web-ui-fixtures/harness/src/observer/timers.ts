import { getNow, record } from "./link";

interface Pending {
  readonly due: number;
  readonly every: number | null;
}

const pending = new Map<number, Pending>();

/**
 * Records each `setTimeout` and `setInterval` of the page with the virtual time at which it is due,
 * so that the stage can step from timer to timer. Runs on top of the installed virtual clock.
 * `AbortSignal.timeout` keeps real time under that clock: here it follows the virtual one.
 */
export function recordTimers(): void {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = window;

  window.setTimeout = ((handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    if (typeof handler !== "function") return setTimeout(handler, delay);
    const id: number = setTimeout(
      (...given: unknown[]) => {
        pending.delete(id);
        record("timer_fired", { timer: id });
        handler.apply(window, given);
      },
      delay,
      ...args,
    );
    announce(id, { due: dueAfter(delay), every: null });
    return id;
  }) as typeof window.setTimeout;

  window.setInterval = ((handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    if (typeof handler !== "function") return setInterval(handler, delay);
    const id: number = setInterval(
      (...given: unknown[]) => {
        pending.set(id, { due: dueAfter(delay), every: everyOf(delay) });
        record("timer_fired", { timer: id });
        handler.apply(window, given);
      },
      delay,
      ...args,
    );
    announce(id, { due: dueAfter(delay), every: everyOf(delay) });
    return id;
  }) as typeof window.setInterval;

  const cleared =
    (clear: (id?: number) => void) =>
    (id?: number): void => {
      clear.call(window, id);
      if (id !== undefined && id !== null) pending.delete(id);
      if (id !== undefined && id !== null) record("timer_cleared", { timer: id });
    };
  window.clearTimeout = cleared(clearTimeout) as typeof window.clearTimeout;
  window.clearInterval = cleared(clearInterval) as typeof window.clearInterval;

  AbortSignal.timeout = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    window.setTimeout(
      () => controller.abort(new DOMException("signal timed out", "TimeoutError")),
      milliseconds,
    );
    return controller.signal;
  };
}

/** Records once more each timer that is set: a document that was kept comes back with them. */
export function announceTimersAgain(): void {
  for (const [id, timer] of pending) announce(id, timer);
}

function announce(id: number, timer: Pending): void {
  pending.set(id, timer);
  record("timer_set", { timer: id, ...timer });
}

function everyOf(delay: number | undefined): number {
  return Math.max(1, Number(delay) || 0);
}

function dueAfter(delay: number | undefined): number {
  const wanted = Number(delay);
  return Math.ceil(getNow() + (Number.isFinite(wanted) ? Math.max(0, wanted) : 0));
}
