import { install } from "@sinonjs/fake-timers";
import { formatVirtualTime, TEMPORAL } from "./clockReaders";
import { watchBeginnings } from "./observer/begun";
import { getHandedOn, handOn } from "./observer/handedOn";
import { getNow, send } from "./observer/link";
import { onOrder } from "./observer/orders";
import "./observer/paint"; // takes the browser's own frames, which the clock replaces
import { replaceRandom, seedRandom } from "./random";

/** Virtual time 0, the same as the stage's (`VirtualNow`). */
const EPOCH = Date.UTC(2024, 0, 1);

/** The functions that depend on time. Microtasks and messages between ports do not. */
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

const tab = Number(new URLSearchParams(location.search).get("tab"));

/** The kinds of timers that the clock has for `setTimeout` and `setInterval`. */
const TIMEOUTS: ReadonlySet<string> = new Set(["Timeout", "Interval"]);

const tasks = new MessageChannel();

/**
 * Installs a clock inside the page where its address has `?clock=<virtual ms>`. Orders over the
 * observer's line drive it: such an order costs a tenth of a DevTools round trip. Without `?clock=`
 * the page keeps the time of the browser.
 */
export function installClock(): void {
  if (!new URLSearchParams(location.search).has("clock")) return;
  const began = getHandedOn();
  const clock: Ticking = install({ now: EPOCH + began.clock, toFake: [...FAKED, ...TEMPORAL] });
  formatVirtualTime();
  replaceRandom();
  beginNumbers();
  if (began.offset) clock.setSystemTime(EPOCH + began.clock + began.offset);
  letZeroBeZero(clock);
  onOrder("advance", ({ milliseconds, fires_due }) =>
    passAsTold(clock, Number(milliseconds), Boolean(fires_due)),
  );
  onOrder("paint", ({ milliseconds }) => paint(clock, Number(milliseconds)));
  onOrder("sleep", ({ milliseconds, fires_due }) =>
    sleep(clock, Number(milliseconds), Boolean(fires_due)),
  );
  onOrder("set_time", ({ milliseconds, now }) => setTime(clock, Number(milliseconds), Number(now)));
}

/**
 * Starts the random numbers anew, by the tab (`?tab=`) and virtual time. A component that is mounted
 * gets the same numbers in a document of its own as in one where others were mounted before it.
 */
export function beginNumbers(): void {
  seedRandom(getHandedOn().clock, tab);
}

type Ticking = ReturnType<typeof install> & { duringTick?: boolean };

/**
 * Makes a timer of less than 1 ms due at the moment at which it is set. The clock itself makes it
 * due one millisecond later where it is set in the handler of another timer.
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
 * Fires the timers that are due on the way, each in a task of its own, as a browser does: so the
 * promises of one handler resolve before the next handler begins. The clock's own `tickAsync` would
 * leave 4 ms of real time between two timers. An exception in a handler does not stop the time: the
 * browser reports it as an uncaught error of the page.
 */
async function advance(clock: Ticking, milliseconds: number): Promise<void> {
  const end = clock.now + milliseconds;
  while (getFirstDue(clock) <= end) {
    fireNext(clock);
    if (getFirstDue(clock) <= end) await endTask();
  }
  clock.tick(end - clock.now);
}

function fireNext(clock: Ticking): void {
  try {
    clock.next();
  } catch (error) {
    reportError(error);
  }
}

/** Does the same as `advance`, and stores the new reading for the next document. */
async function pass(clock: Ticking, milliseconds: number): Promise<void> {
  if (milliseconds > 0) handOnReading(milliseconds);
  await advance(clock, milliseconds);
}

/**
 * Does the same as `pass`, but stops after an animation frame in which the page began something
 * (`watchBeginnings`), and tells the stage how many milliseconds have passed.
 */
async function paint(clock: Ticking, milliseconds: number): Promise<void> {
  handOnReading(milliseconds);
  const began = clock.now;
  const end = began + milliseconds;
  const hasBegun = watchBeginnings(getNow() + milliseconds);
  let isStopped = false;
  while (!isStopped && getFirstDue(clock) <= end) {
    fireNext(clock);
    await endTask();
    isStopped = await hasBegun();
  }
  if (!isStopped) clock.tick(end - clock.now);
  const passed = clock.now - began;
  handOnReading(passed - milliseconds);
  send("clock_stopped", { passed });
}

/**
 * Moves time forward in one step, as on a laptop that sleeps: each timer that is due by then fires
 * once, when the laptop wakes.
 */
async function sleep(clock: Ticking, milliseconds: number, firesDue: boolean): Promise<void> {
  const wakes = clock.now + milliseconds;
  for (const timer of clock.timers?.values() ?? [])
    if ((timer.callAt ?? Infinity) < wakes) timer.callAt = wakes;
  await passAsTold(clock, milliseconds, firesDue);
}

/**
 * Does the same as `pass`; without `firesDue` the timers that are due at its very end do not fire.
 * Several tabs take turns with these, because the machine would decide their order otherwise: all
 * are moved first, and then the stage lets one tab after another fire the timers that are due.
 */
async function passAsTold(clock: Ticking, milliseconds: number, firesDue: boolean): Promise<void> {
  const end = clock.now + milliseconds;
  const held = Array.from(clock.timers?.values() ?? []).filter(
    ({ callAt, type }) => !firesDue && callAt === end && TIMEOUTS.has(type ?? ""),
  );
  for (const timer of held) timer.callAt = end + 1;
  await pass(clock, milliseconds);
  for (const timer of held) timer.callAt = end;
}

/** Sets `Date` to `milliseconds` while virtual time is `now` (ms); timers do not change. */
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
