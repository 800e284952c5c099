import { getNow, record } from "./link";
import { afterPaint, isPainted } from "./paint";
import { begin } from "./underWay";

/** An animation that ends, held still by the browser's clock and moved by the virtual one. */
interface Moved {
  readonly number: number;
  readonly rate: number;
  /** Where it stood when it was seen first, and how long it takes from there (ms). */
  readonly start: number;
  readonly takes: number;
  /** Virtual ms that it has run before `since`. */
  ran: number;
  since: number;
  /** The clock's timer for its end; none while the page has it paused. */
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

/** Those whose rate or time the page sets itself: they are left to the browser. */
const left = new WeakSet<Animation>();

/**
 * Has each animation and transition that ends run on virtual time: pages set timers by them (a message
 * that its own animation takes away after five seconds), and by the browser's clock they would never end
 * in a play. Its end is recorded with the virtual time at which it is due, as a timer's is; one without
 * end stays the browser's. Runs on top of the installed virtual clock, and before its timers are recorded.
 *
 * A playback rate of 0 holds an animation still: `pause` would tell the page that it is paused, and have
 * the browser overlook it when the page's style pauses it.
 */
export function moveAnimations(): void {
  setTimer = window.setTimeout;
  clearTimer = window.clearTimeout;
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...given): Animation {
    const animation = animate.apply(this, given);
    // At once: no mutation tells of it.
    lookAtAnimations();
    return animation;
  };
  Animation.prototype.finish = function (): void {
    const move = moved.get(this);
    if (move) end(this, move);
    else finish.call(this);
  };
  leaveWhereThePageMovesIt();
}

function leaveWhereThePageMovesIt(): void {
  for (const name of ["reverse", "updatePlaybackRate"] as const) {
    const native: (...given: number[]) => void = Animation.prototype[name];
    Animation.prototype[name] = function (...given: number[]): void {
      leave(this);
      native.apply(this, given);
    };
  }
  for (const name of ["currentTime", "playbackRate", "startTime"] as const) {
    const native = getAccessor(name);
    Object.defineProperty(Animation.prototype, name, {
      ...native,
      get(this: Animation) {
        return name === "playbackRate" ? getRate(this) : native.get.call(this);
      },
      set(this: Animation, value: unknown) {
        leave(this);
        native.set.call(this, value);
      },
    });
  }
}

function leave(animation: Animation): void {
  left.add(animation);
  const move = moved.get(animation);
  if (!move) return;
  forget(animation, move);
  rateOf.set.call(animation, move.rate);
}

/** Its rate, as the page knows it. */
function getRate(animation: Animation): number {
  return moved.get(animation)?.rate ?? Number(rateOf.get.call(animation));
}

function getAccessor(name: "currentTime" | "playbackRate" | "startTime") {
  const found = Object.getOwnPropertyDescriptor(Animation.prototype, name);
  if (!found?.get || !found.set) throw new Error(`Failed to move animations: no ${name} in them.`);
  return { ...found, get: found.get, set: found.set };
}

/** Takes note of the animations that are there now: of those that have begun, and of those that are gone. */
export function lookAtAnimations(): void {
  for (const animation of getAnimations.call(document)) if (isToMove(animation)) hold(animation);
  for (const [animation, move] of moved) {
    if (animation.playState === "idle" || animation.playState === "finished")
      forget(animation, move);
    else if (animation.playState === "paused") halt(move);
    else if (move.timer === null) arm(animation, move);
    else place(animation, move);
  }
}

/** Records once more each animation that runs: a document that was kept comes back with them. */
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

function getEnd(animation: Animation): number {
  return Number(animation.effect?.getComputedTiming().endTime ?? Number.POSITIVE_INFINITY);
}

function hold(animation: Animation): void {
  const rate = getRate(animation);
  // What a frame has moved it by before it was seen is the machine's affair.
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
  place(animation, move);
  announce(move);
}

function announce(move: Moved): void {
  record("animation_began", {
    animation: move.number,
    due: move.since + Math.max(1, move.takes - move.ran),
  });
}

function place(animation: Animation, move: Moved): void {
  const ran = move.ran + getNow() - move.since;
  rateOf.set.call(animation, 0);
  timeOf.set.call(animation, move.start + ran * move.rate);
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

/** It has run to its end: the browser tells the page so with its next frame. */
function end(animation: Animation, move: Moved): void {
  forget(animation, move);
  rateOf.set.call(animation, move.rate);
  finish.call(animation);
  if (isPainted()) afterPaint(begin());
  else tell(animation, move.takes / 1000);
}

/** Tells the page of an end by the events that a browser that paints sends with its next frame. */
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
