import { type Looking, listen } from "./layout";

/** What an observer last told of a target; -1 before the first time. */
interface Told {
  threshold: number;
  isIntersecting: boolean;
}

interface Margin {
  readonly value: number;
  readonly isPercentage: boolean;
}

const NOTHING = new DOMRectReadOnly();

/**
 * Puts an `IntersectionObserver` in the place of the browser's, which tells the page with the next
 * frame that the browser draws: at a moment of real time, and never in a page that it does not draw.
 * This one tells it when the page is quiet (`lookAtLayout`). It follows the steps of W3C
 * Intersection Observer, 3.2.8; a `clip-path` and an `iframe` do not clip here.
 */
export function observeIntersections(): void {
  window.IntersectionObserver = class implements IntersectionObserver, Looking {
    readonly root: Element | Document | null;
    readonly rootMargin: string;
    readonly scrollMargin = "0px 0px 0px 0px";
    readonly thresholds: readonly number[];
    readonly #margins: readonly Margin[];
    readonly #callback: IntersectionObserverCallback;
    readonly #targets = new Map<Element, Told>();
    #queue: IntersectionObserverEntry[] = [];

    constructor(callback: IntersectionObserverCallback, options: IntersectionObserverInit = {}) {
      this.#callback = callback;
      this.root = options.root ?? null;
      this.#margins = parseMargins(options.rootMargin ?? "0px");
      this.rootMargin = this.#margins.map(write).join(" ");
      const given = [options.threshold ?? 0].flat().map(Number);
      if (given.some((each) => !(each >= 0 && each <= 1)))
        throw new RangeError("Threshold values must be numbers between 0 and 1");
      this.thresholds = given.length > 0 ? given.sort((a, b) => a - b) : [0];
    }

    observe(target: Element): void {
      if (!this.#targets.has(target))
        this.#targets.set(target, { threshold: -1, isIntersecting: false });
      listen(this, true);
    }

    unobserve(target: Element): void {
      this.#targets.delete(target);
      listen(this, this.#targets.size > 0);
    }

    disconnect(): void {
      this.#targets.clear();
      listen(this, false);
    }

    takeRecords(): IntersectionObserverEntry[] {
      return this.#queue.splice(0);
    }

    look(): boolean {
      for (const [target, told] of this.#targets) {
        const entry = this.#measure(target);
        const reached = this.thresholds.filter((each) => each <= entry.intersectionRatio).length;
        const threshold = entry.isIntersecting ? reached : 0;
        if (threshold === told.threshold && entry.isIntersecting === told.isIntersecting) continue;
        this.#targets.set(target, { threshold, isIntersecting: entry.isIntersecting });
        this.#queue.push(entry);
      }
      return this.#queue.length > 0;
    }

    tell(): void {
      const entries = this.takeRecords();
      if (entries.length > 0) this.#callback.call(this, entries, this);
    }

    #measure(target: Element): IntersectionObserverEntry {
      const rootBounds = widen(getRootBounds(this.root), this.#margins);
      const box = target.getBoundingClientRect();
      const isDrawn = target.getClientRects().length > 0 && isBelow(target, this.root);
      const common = isDrawn ? clip(box, target, this.root, rootBounds) : null;
      const area = box.width * box.height;
      const shown = common ?? NOTHING;
      const ratio = area > 0 ? (shown.width * shown.height) / area : Number(common !== null);
      return {
        time: performance.now(),
        target,
        rootBounds,
        boundingClientRect: box,
        intersectionRect: shown,
        isIntersecting: common !== null,
        intersectionRatio: Math.min(1, ratio),
        isVisible: false,
      } as IntersectionObserverEntry;
    }
  };
}

function parseMargins(text: string): readonly Margin[] {
  const parts = text.trim().split(/\s+/).map(parseMargin);
  const [top, right = top, bottom = top, left = right] = parts;
  return [top, right, bottom, left] as Margin[];
}

function parseMargin(text: string): Margin {
  const [, value, unit] = /^([-+]?\d*\.?\d+)(px|%)$/.exec(text) ?? [];
  if (value === undefined)
    throw new SyntaxError("rootMargin must be specified in pixels or percent.");
  return { value: Number(value), isPercentage: unit === "%" };
}

function write({ value, isPercentage }: Margin): string {
  return `${value}${isPercentage ? "%" : "px"}`;
}

function getRootBounds(root: Element | Document | null): DOMRectReadOnly {
  if (root instanceof Element) return root.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  return new DOMRectReadOnly(0, 0, clientWidth, clientHeight);
}

function widen(bounds: DOMRectReadOnly, margins: readonly Margin[]): DOMRectReadOnly {
  const [top = 0, right = 0, bottom = 0, left = 0] = margins.map(({ value, isPercentage }, side) =>
    isPercentage ? (value / 100) * (side % 2 === 0 ? bounds.height : bounds.width) : value,
  );
  return new DOMRectReadOnly(
    bounds.x - left,
    bounds.y - top,
    bounds.width + left + right,
    bounds.height + top + bottom,
  );
}

function isBelow(target: Element, root: Element | Document | null): boolean {
  return root instanceof Element ? root !== target && root.contains(target) : target.isConnected;
}

/** The part of `box` that no ancestor below the root, nor the root, cuts off; null without one. */
function clip(
  box: DOMRectReadOnly,
  target: Element,
  root: Element | Document | null,
  rootBounds: DOMRectReadOnly,
): DOMRectReadOnly | null {
  let common: DOMRectReadOnly | null = box;
  for (let each = target.parentElement; each && each !== root; each = each.parentElement) {
    if (each === document.body || each === document.documentElement) break;
    if (common && getComputedStyle(each).overflow !== "visible")
      common = intersect(common, each.getBoundingClientRect());
  }
  return common && intersect(common, rootBounds);
}

/** The common part of two boxes, which may touch only; null without one. */
function intersect(one: DOMRectReadOnly, other: DOMRectReadOnly): DOMRectReadOnly | null {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const width = Math.min(one.right, other.right) - left;
  const height = Math.min(one.bottom, other.bottom) - top;
  return width >= 0 && height >= 0 ? new DOMRectReadOnly(left, top, width, height) : null;
}
