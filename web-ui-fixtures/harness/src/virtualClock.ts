import { install } from "@sinonjs/fake-timers";
import { getHandedOn, handOn } from "./observer/handedOn";
import { onOrder } from "./observer/orders";
import "./observer/paint"; // takes the browser's own frames, which the clock replaces

/** Virtual time 0, the same as the stage's (`VirtualNow`). */
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

/**
 * A clock inside the page, driven over the observer's line where its address names one (`?clock=<virtual
 * ms>`): that costs a tenth of a DevTools round trip. Elsewhere time is the browser's.
 */
export function installClock(): void {
  if (!new URLSearchParams(location.search).has("clock")) return;
  const began = getHandedOn();
  const clock: Ticking = install({ now: EPOCH + began.clock, toFake: [...FAKED] });
  if (began.offset) clock.setSystemTime(EPOCH + began.clock + began.offset);
  letZeroBeZero(clock);
  onOrder("advance", ({ milliseconds }) => pass(clock, Number(milliseconds)));
  onOrder("sleep", ({ milliseconds }) => sleep(clock, Number(milliseconds)));
  onOrder("set_time", ({ milliseconds, now }) => setTime(clock, Number(milliseconds), Number(now)));
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

/** The same, with the reading handed on to the next document. */
async function pass(clock: Ticking, milliseconds: number): Promise<void> {
  if (milliseconds > 0) handOnReading(milliseconds);
  await advance(clock, milliseconds);
}

/** Moves time on at one go, as on a laptop that sleeps: what is due by then fires once, when it wakes. */
async function sleep(clock: Ticking, milliseconds: number): Promise<void> {
  const wakes = clock.now + milliseconds;
  for (const timer of clock.timers?.values() ?? [])
    if ((timer.callAt ?? Infinity) < wakes) timer.callAt = wakes;
  await pass(clock, milliseconds);
}

/** Sets `Date` to `milliseconds` of virtual time, which is `now` in truth; no timer takes notice. */
function setTime(clock: Ticking, milliseconds: number, now: number): void {
  clock.setSystemTime(EPOCH + milliseconds);
  handOn({ clock: now, offset: milliseconds - now });
}

function handOnReading(passed: number): void {
  handOn({ clock: getHandedOn().clock + passed });
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

installClock();
