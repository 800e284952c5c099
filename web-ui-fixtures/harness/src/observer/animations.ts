import { getNow, record } from "./link";
import { afterPaint, isPainted } from "./paint";
import { begin } from "./underWay";
import { waitForViewTransition } from "./viewTransitions";

/** An animation that has an end. The browser's clock does not move it; the virtual clock does. */
interface Moved {
  readonly number: number;
  rate: number;
  /** Its time when the observer first saw it or the page moved it, and its duration from there (ms). */
  start: number;
  takes: number;
  /** Virtual milliseconds for which it ran from there before `since`. */
  ran: number;
  since: number;
  /** The clock's timer for its end; null while the page has paused it. */
  timer: number | null;
}

const moved = new Map<Animation, Moved>();
let count = 0;
let setTimer: (run: () => void, delay: number) => number;
let clearTimer: (timer: number) => void;
const { getAnimations } = document;
const { finish } = Animation.prototype;
const rateOf = getAccessor("playbackRate");
const timeOf = getAccessor("currentTime");

/** Animations whose rate the page set to 0, or whose time to null: the browser's clock moves them. */
const left = new WeakSet<Animation>();

/**
 * Makes each animation and transition that has an end run on virtual time. Pages use them as timers
 * (a message that its own animation removes after five seconds), and on the browser's clock they
 * would never end in a play. The end is recorded with the virtual time at which it is due, like a
 * timer. The browser's clock still moves an animation without an end. Call this after the virtual
 * clock is installed, and before its timers are recorded.
 *
 * The browser's clock is stopped by a playback rate of 0. With `pause` the page could see that the
 * animation is paused, and the browser would ignore a pause by the page's style.
 */
export function moveAnimations(): void {
  setTimer = window.setTimeout;
  clearTimer = window.clearTimeout;
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...given): Animation {
    const animation = animate.apply(this, given);
    // No mutation of the DOM follows, so the MutationObserver would not see the animation.
    lookAtAnimations();
    return animation;
  };
  Animation.prototype.finish = function (): void {
    const move = moved.get(this);
    if (move) end(this, move);
    else finish.call(this);
  };
}

/** The virtual milliseconds of its own time that a moved animation stands at; null for any other. */
export function getPosition(animation: Animation): number | null {
  const move = moved.get(animation);
  if (!move) return null;
  return move.start + (move.ran + (move.timer === null ? 0 : getNow() - move.since)) * move.rate;
}

/**
 * Moves an animation to `position` (ms of its own time), from where it runs at `rate`. Returns false,
 * and changes nothing, where the virtual clock does not move it.
 */
export function seek(animation: Animation, position: number, rate: number): boolean {
  if (!moved.has(animation)) lookAtAnimations();
  const move = moved.get(animation);
  if (!move || !(Number.isFinite(position) && Number.isFinite(rate)) || rate === 0) return false;
  const isRunning = move.timer !== null;
  halt(move);
  const left = rate > 0 ? getEnd(animation) - position : position;
  Object.assign(move, { start: position, rate, ran: 0, takes: Math.ceil(left / Math.abs(rate)) });
  if (isRunning) arm(animation, move);
  else timeOf.set.call(animation, position);
  return true;
}

/** Hands an animation over to the browser's clock. */
export function leave(animation: Animation): void {
  left.add(animation);
  const move = moved.get(animation);
  if (!move) return;
  forget(animation, move);
  rateOf.set.call(animation, move.rate);
}

/** The playback rate that the page has set. */
export function getRate(animation: Animation): number {
  return moved.get(animation)?.rate ?? Number(rateOf.get.call(animation));
}

export type Time = "currentTime" | "playbackRate" | "startTime";

/** The browser's own accessors of a time of animations. */
export function getAccessor(name: Time): Required<Pick<PropertyDescriptor, "get" | "set">> {
  const found = Object.getOwnPropertyDescriptor(Animation.prototype, name);
  if (!found?.get || !found.set) throw new Error(`Failed to move animations: no ${name} in them.`);
  return { ...found, get: found.get, set: found.set };
}

/** Compares the animations of the document with the known ones: some began, some are gone. */
export function lookAtAnimations(): void {
  for (const animation of getAnimations.call(document)) if (isToMove(animation)) hold(animation);
  for (const [animation, move] of moved) {
    if (animation.playState === "idle" || animation.playState === "finished")
      forget(animation, move);
    else if (animation.playState === "paused") halt(move);
    else if (move.timer === null) arm(animation, move);
    else place(animation);
  }
}

/** Records again each running animation: a document from the back/forward cache still has them. */
export function announceAnimationsAgain(): void {
  for (const move of moved.values()) if (move.timer !== null) announce(move);
}

function isToMove(animation: Animation): boolean {
  return (
    !moved.has(animation) &&
    !left.has(animation) &&
    animation.playState === "running" &&
    animation.timeline === document.timeline &&
    getRate(animation) !== 0 &&
    Number.isFinite(getEnd(animation))
  );
}

export function getEnd(animation: Animation): number {
  return Number(animation.effect?.getComputedTiming().endTime ?? Number.POSITIVE_INFINITY);
}

function hold(animation: Animation): void {
  const rate = getRate(animation);
  // A frame may have moved it before the observer saw it. How far depends on the machine, so the
  // animation starts from its beginning.
  const start = rate > 0 ? 0 : getEnd(animation);
  count += 1;
  const takes = Math.ceil(getEnd(animation) / Math.abs(rate));
  const move: Moved = { number: count, rate, start, takes, ran: 0, since: getNow(), timer: null };
  moved.set(animation, move);
  arm(animation, move);
}

function arm(animation: Animation, move: Moved): void {
  move.since = getNow();
  move.timer = setTimer(() => end(animation, move), Math.max(1, move.takes - move.ran));
  place(animation);
  announce(move);
}

function announce(move: Moved): void {
  record("animation_began", {
    animation: move.number,
    due: move.since + Math.max(1, move.takes - move.ran),
  });
}

function place(animation: Animation): void {
  rateOf.set.call(animation, 0);
  timeOf.set.call(animation, getPosition(animation));
}

function halt(move: Moved): void {
  if (move.timer === null) return;
  clearTimer(move.timer);
  move.timer = null;
  move.ran += getNow() - move.since;
  record("animation_ended", { animation: move.number });
}

function forget(animation: Animation, move: Moved): void {
  halt(move);
  moved.delete(animation);
}

/** Ends an animation that has run to its end; the browser sends its events with the next frame. */
function end(animation: Animation, move: Moved): void {
  forget(animation, move);
  // Where it stands at its end already, Chromium's finish leaves its start where it was, and the next
  // frame has it run again from there.
  timeOf.set.call(animation, move.start);
  rateOf.set.call(animation, move.rate);
  finish.call(animation);
  if (!isPainted()) tell(animation, move.takes / 1000);
  else afterPaint(begin());
  waitForViewTransition();
}

/** Sends the page the events of an end: a browser that paints sends these with its next frame. */
function tell(animation: Animation, elapsedTime: number): void {
  const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
  const { currentTime } = animation;
  animation.dispatchEvent(new AnimationPlaybackEvent("finish", { currentTime }));
  if (animation instanceof CSSAnimation) {
    const { animationName } = animation;
    const said = { animationName, elapsedTime, bubbles: true };
    target?.dispatchEvent(new AnimationEvent("animationend", said));
  } else if (animation instanceof CSSTransition) {
    const propertyName = animation.transitionProperty;
    const said = { propertyName, elapsedTime, bubbles: true };
    target?.dispatchEvent(new TransitionEvent("transitionend", said));
  }
}
