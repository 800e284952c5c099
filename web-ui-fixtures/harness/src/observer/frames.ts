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

/**
 * Records each animation frame that the page asks for, with the virtual time at which it is due, so
 * that the stage can grant it. An idle callback is called with the next frame, because a page at
 * rest is idle. Call this after the virtual clock is installed, and before its timers are recorded.
 */
export function recordFrames(): void {
  const { setTimeout, clearTimeout } = window;

  const request = (run: () => void): number => {
    if (next <= getNow()) next = getNow() + FRAME;
    const animation: number = setTimeout(() => {
      record("animation_frame_began", { animation });
      run();
    }, next - getNow());
    record("animation_frame_requested", { animation, due: next });
    return animation;
  };
  const cancel = (handle: unknown): void => {
    const animation = readHandle(handle);
    if (animation === 0) return;
    clearTimeout(animation);
    record("animation_frame_cancelled", { animation });
  };

  window.requestAnimationFrame = (callback) => request(() => callback(performance.now()));
  window.cancelAnimationFrame = cancel;
  window.requestIdleCallback = (callback) => request(() => callback(IDLE));
  window.cancelIdleCallback = cancel;
}
