import { readHandle } from "./handles";
import { getNow, record } from "./link";

/** Milliseconds from one animation frame to the next, on a screen of about 60 Hz. */
const FRAME = 16;

/**
 * The virtual time (ms) at which the next frame is due. It counts from the first request for a
 * frame, because virtual time stops at readings that are no multiples of a frame.
 */
let next = 0;

const IDLE: IdleDeadline = { didTimeout: false, timeRemaining: () => FRAME };

interface Frame {
  readonly run: () => void;
  /** False for an idle callback, for which nothing has to be painted. */
  readonly isPainted: boolean;
  /** Null while the tab is hidden, in which no frame is painted. */
  timer: number | null;
}

/** The frames that the page waits for, by the handle that it has. */
const waiting = new Map<number, Frame>();

let handles = 0;
let isHidden = false;
let plan: (animation: number, frame: Frame) => void = () => {};
let drop: (animation: number, frame: Frame) => void = () => {};

/**
 * Records each animation frame that the page asks for, with the virtual time at which it is due, so
 * that the stage can grant it. An idle callback is called with the next frame, because a page at
 * rest is idle. Call this after the virtual clock is installed, and before its timers are recorded.
 */
export function recordFrames(): void {
  const { setTimeout, clearTimeout } = window;

  plan = (animation, frame) => {
    if (next <= getNow()) next = getNow() + FRAME;
    frame.timer = setTimeout(() => {
      waiting.delete(animation);
      record("animation_frame_began", { animation });
      frame.run();
    }, next - getNow());
    record("animation_frame_requested", { animation, due: next });
  };
  drop = (animation, frame) => {
    if (frame.timer === null) return;
    clearTimeout(frame.timer);
    frame.timer = null;
    record("animation_frame_cancelled", { animation });
  };
  const request = (run: () => void, isPainted: boolean): number => {
    const animation = ++handles;
    const frame: Frame = { run, isPainted, timer: null };
    waiting.set(animation, frame);
    if (!isPainted || !isHidden) plan(animation, frame);
    return animation;
  };
  const cancel = (handle: unknown): void => {
    const animation = readHandle(handle);
    const frame = waiting.get(animation);
    if (!frame) return;
    waiting.delete(animation);
    drop(animation, frame);
  };

  window.requestAnimationFrame = (callback) => request(() => callback(performance.now()), true);
  window.cancelAnimationFrame = cancel;
  window.requestIdleCallback = (callback) => request(() => callback(IDLE), false);
  window.cancelIdleCallback = cancel;
}

/** Lets the frames that the page has asked for, and asks for from now on, wait while the tab is hidden. */
export function restInHiddenTab(hidden: boolean): void {
  isHidden = hidden;
  for (const [animation, frame] of waiting) {
    if (!frame.isPainted) continue;
    if (hidden) drop(animation, frame);
    else if (frame.timer === null) plan(animation, frame);
  }
}
