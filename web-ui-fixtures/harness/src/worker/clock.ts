import { install } from "@sinonjs/fake-timers";
import { formatVirtualTime, TEMPORAL } from "../clockReaders";
import { countFrom, getNow } from "../observer/link";
import type { Introduction, Reading } from "../observer/mark";
import { numberInRealm } from "../observer/realm";
import { replaceRandom, seedRandom } from "../random";

interface Timer {
  readonly due: number;
  readonly every: number | null;
  run(): void;
}

const timers = new Map<number, Timer>();
let made = 0;
let follow: (reading: Reading) => void = () => undefined;

/**
 * Puts the worker on the virtual clock of its page, for `Date`, `performance`, `Temporal`, `Intl` and timers. No timer
 * fires by itself. Time moves in the page first; then the stage orders the timers of its workers to
 * fire, one at a time. Otherwise the machine would decide the order of timers that are due at the
 * same moment in page and worker.
 */
export function installClock(began: Introduction): void {
  const clock = install({ now: began.date, toFake: ["Date", "performance", ...TEMPORAL] });
  formatVirtualTime();
  replaceRandom();
  seedRandom(began.now, -began.worker);
  countFrom(began.now);
  follow = ({ now, date }) => {
    clock.tick(Math.max(0, now - getNow()));
    if (Date.now() !== date) clock.setSystemTime(date);
  };
  const { setTimeout, setInterval } = self;
  self.setTimeout = ((handler: TimerHandler, delay?: number, ...given: unknown[]) =>
    typeof handler === "function"
      ? set(() => handler.apply(self, given), toDelay(delay), null)
      : setTimeout(handler, delay)) as typeof self.setTimeout;
  self.setInterval = ((handler: TimerHandler, delay?: number, ...given: unknown[]) =>
    typeof handler === "function"
      ? set(() => handler.apply(self, given), toDelay(delay), Math.max(1, toDelay(delay)))
      : setInterval(handler, delay)) as typeof self.setInterval;
  const clear = (id?: unknown): void => void timers.delete(Number(id));
  self.clearTimeout = clear;
  self.clearInterval = clear;
}

/** Sets the clock of the worker to the reading of the page. */
export function followPage(reading: Reading): void {
  follow(reading);
}

/** Fires the timer that has been due for longest; of two with the same time, the one set first. */
export function fireNext(): void {
  const now = getNow();
  const [next] = [...timers]
    .filter(([, timer]) => timer.due <= now)
    .sort(([, one], [, other]) => one.due - other.due);
  if (!next) return;
  const [id, timer] = next;
  if (timer.every === null) timers.delete(id);
  else timers.set(id, { ...timer, due: Math.max(timer.due, now) + timer.every });
  timer.run();
}

function set(run: () => void, delay: number, every: number | null): number {
  made += 1;
  const id = numberInRealm(made);
  timers.set(id, { due: getNow() + delay, every, run });
  return id;
}

function toDelay(delay: number | undefined): number {
  return Math.max(0, Math.trunc(Number(delay) || 0));
}
