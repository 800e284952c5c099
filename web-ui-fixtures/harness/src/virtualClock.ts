import { install } from "@sinonjs/fake-timers";
import { getMount } from "./observer/mounts";
import { onOrder } from "./observer/orders";

/** Virtual time 0, the same as the stage's (e2e/stage/virtual_clock.py). */
const EPOCH = Date.UTC(2024, 0, 1);

/** What the page reads time from; microtasks and messages between ports are no matter of time. */
const FAKED = [
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "requestIdleCallback",
  "cancelIdleCallback",
  "Date",
  "performance",
] as const;

const tasks = new MessageChannel();

/** Whether the page's time is driven over the observer's line, as the explorer does, and reloads with it. */
export function isDrivenOnLine(): boolean {
  return new URLSearchParams(location.search).has("clock");
}

/**
 * A clock inside the page, where its address asks for one with `?clock=<virtual ms>`: the explorer
 * drives it over the observer's line, at a tenth of the price of a DevTools round trip. Elsewhere
 * time is the browser's, or the one that Playwright has installed.
 */
export function installClock(): void {
  const began = new URLSearchParams(location.search).get("clock");
  if (began === null) return;
  const clock: Ticking = install({ now: EPOCH + Number(began), toFake: [...FAKED] });
  letZeroBeZero(clock);
  onOrder("advance", ({ milliseconds }) => advance(clock, Number(milliseconds)));
  onOrder("set_time", ({ milliseconds }) => clock.setSystemTime(EPOCH + Number(milliseconds)));
  onOrder("refresh", ({ milliseconds }) => refresh(String(milliseconds)));
}

type Ticking = ReturnType<typeof install> & { duringTick?: boolean };

/**
 * A timer of less than 1 ms is due at the moment at which it is set, also where it is set while others
 * fire: by itself the clock puts it one millisecond off then.
 */
function letZeroBeZero(clock: Ticking): void {
  const { setTimeout } = window;
  window.setTimeout = ((handler: TimerHandler, delay = 0, ...args: unknown[]) => {
    if (delay >= 1) return setTimeout(handler, delay, ...args);
    const { duringTick } = clock;
    clock.duringTick = false;
    try {
      return setTimeout(handler, 0, ...args);
    } finally {
      if (duringTick !== undefined) clock.duringTick = duringTick;
    }
  }) as typeof window.setTimeout;
}

/**
 * Fires what is due on the way, each timer in a task of its own as a browser does: what the first one's
 * handler has promised is kept before the next one's begins. The clock's own `tickAsync` leaves 4 ms of
 * real time between two. An exception in a handler is the page's affair: the browser reports it, and time
 * goes on.
 */
async function advance(clock: Ticking, milliseconds: number): Promise<void> {
  const end = clock.now + milliseconds;
  while (getFirstDue(clock) <= end) {
    try {
      clock.next();
    } catch (error) {
      reportError(error);
    }
    if (getFirstDue(clock) <= end) await endTask();
  }
  clock.tick(end - clock.now);
}

function getFirstDue(clock: Ticking): number {
  return Math.min(...Array.from(clock.timers?.values() ?? [], (timer) => timer.callAt ?? Infinity));
}

/** Resolves in the next task. */
function endTask(): Promise<void> {
  return new Promise((resolve) => {
    tasks.port1.onmessage = () => resolve();
    tasks.port2.postMessage(null);
  });
}

/** Reloads the document as a person does, with the job that is shown; its clock goes on from `milliseconds`. */
function refresh(milliseconds: string): void {
  const address = new URL(location.href);
  const shown = getMount();
  if (shown) address.searchParams.set("job", shown.job);
  else address.searchParams.delete("job");
  address.searchParams.set("clock", milliseconds);
  history.replaceState(null, "", address);
  location.reload();
}

installClock();
