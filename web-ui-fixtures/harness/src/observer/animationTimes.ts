import { getAccessor, getEnd, getPosition, getRate, leave, seek } from "./animations";

/**
 * Has the page read and set the times of its animations on virtual time (Web Animations, 4.4): their
 * start, current time and rate, and the current time of the document. motion, for one, gives each
 * animation the start that it has planned for it by `performance.now()`.
 */
export function putAnimationTimesOnTheClock(): void {
  putRatesOnTheClock();
  putTimesOnTheClock();
  turnBackOnTheClock();
  const timeline = Object.getOwnPropertyDescriptor(AnimationTimeline.prototype, "currentTime");
  Object.defineProperty(AnimationTimeline.prototype, "currentTime", {
    ...timeline,
    get(this: AnimationTimeline): unknown {
      return this === document.timeline ? performance.now() : timeline?.get?.call(this);
    },
  });
}

function putRatesOnTheClock(): void {
  const native = getAccessor("playbackRate");
  const { updatePlaybackRate } = Animation.prototype;
  Object.defineProperty(Animation.prototype, "playbackRate", {
    ...native,
    get(this: Animation): number {
      return getRate(this);
    },
    set(this: Animation, rate: number) {
      if (run(this, getPosition(this), Number(rate))) return;
      leave(this);
      native.set.call(this, rate);
    },
  });
  Animation.prototype.updatePlaybackRate = function (rate: number): void {
    if (run(this, getPosition(this), Number(rate))) return;
    leave(this);
    updatePlaybackRate.call(this, rate);
  };
}

function putTimesOnTheClock(): void {
  const current = getAccessor("currentTime");
  const start = getAccessor("startTime");
  Object.defineProperty(Animation.prototype, "currentTime", {
    ...current,
    get(this: Animation): unknown {
      return getPosition(this) ?? current.get.call(this);
    },
    set(this: Animation, time: unknown) {
      if (run(this, toNumber(time), getRate(this))) return;
      leave(this);
      current.set.call(this, time);
    },
  });
  Object.defineProperty(Animation.prototype, "startTime", {
    ...start,
    get(this: Animation): unknown {
      const position = getPosition(this);
      return position === null
        ? start.get.call(this)
        : performance.now() - position / getRate(this);
    },
    set(this: Animation, time: unknown) {
      const began = toNumber(time);
      const rate = getRate(this);
      if (run(this, began === null ? null : (performance.now() - began) * rate, rate)) return;
      leave(this);
      start.set.call(this, time);
    },
  });
}

function turnBackOnTheClock(): void {
  const { reverse } = Animation.prototype;
  Animation.prototype.reverse = function (): void {
    const position = getPosition(this);
    const rate = -getRate(this);
    const end = getEnd(this);
    const isOutside = position !== null && (rate > 0 ? position >= end : position <= 0);
    if (!run(this, isOutside ? (rate > 0 ? 0 : end) : position, rate)) reverse.call(this);
  };
}

function run(animation: Animation, position: number | null, rate: number): boolean {
  return position !== null && seek(animation, position, rate);
}

function toNumber(time: unknown): number | null {
  return time === null || time === undefined ? null : Number(time);
}
