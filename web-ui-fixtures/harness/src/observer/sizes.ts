import { type Looking, listen } from "./layout";

interface Told {
  readonly box: ResizeObserverBoxOptions;
  width: number;
  height: number;
}

interface Sizes {
  readonly content: DOMRectReadOnly;
  readonly border: { readonly width: number; readonly height: number };
}

/**
 * Puts a `ResizeObserver` in the place of the browser's, for the reason of `observeIntersections`. It
 * follows the steps of W3C Resize Observer, 3.4, without the order by depth.
 */
export function observeSizes(): void {
  window.ResizeObserver = class implements ResizeObserver, Looking {
    readonly #callback: ResizeObserverCallback;
    readonly #targets = new Map<Element, Told>();
    #queue: ResizeObserverEntry[] = [];

    constructor(callback: ResizeObserverCallback) {
      this.#callback = callback;
    }

    observe(target: Element, { box = "content-box" }: ResizeObserverOptions = {}): void {
      this.#targets.set(target, { box, width: 0, height: 0 });
      listen(this, true);
    }

    unobserve(target: Element): void {
      this.#targets.delete(target);
      listen(this, this.#targets.size > 0);
    }

    disconnect(): void {
      this.#targets.clear();
      this.#queue = [];
      listen(this, false);
    }

    look(): boolean {
      for (const [target, told] of this.#targets) {
        const sizes = measure(target);
        const scale = told.box === "device-pixel-content-box" ? devicePixelRatio : 1;
        const { width, height } = told.box === "border-box" ? sizes.border : sizes.content;
        const size = { width: width * scale, height: height * scale };
        if (size.width === told.width && size.height === told.height) continue;
        this.#targets.set(target, { ...told, ...size });
        this.#queue.push(describe(target, sizes));
      }
      return this.#queue.length > 0;
    }

    tell(): void {
      const entries = this.#queue.splice(0);
      if (entries.length > 0) this.#callback.call(this, entries, this);
    }
  };
}

function measure(target: Element): Sizes {
  const nothing = { width: 0, height: 0 };
  if (target.getClientRects().length === 0)
    return { content: new DOMRectReadOnly(), border: nothing };
  if (target instanceof SVGGraphicsElement) {
    const { width, height } = target.getBBox();
    return { content: new DOMRectReadOnly(0, 0, width, height), border: { width, height } };
  }
  const style = getComputedStyle(target);
  const take = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) || 0;
  const across = (of: string): number => take(`${of}-left`) + take(`${of}-right`);
  const down = (of: string): number => take(`${of}-top`) + take(`${of}-bottom`);
  const edges = {
    width: take("border-left-width") + take("border-right-width"),
    height: take("border-top-width") + take("border-bottom-width"),
  };
  const isBorderBox = style.boxSizing === "border-box";
  const padded = { width: across("padding") + edges.width, height: down("padding") + edges.height };
  const given = { width: take("width"), height: take("height") };
  // `offsetWidth` is rounded, and the computed width is exact. An inline box has no computed width: 0.
  const content = isBorderBox
    ? { width: given.width - padded.width, height: given.height - padded.height }
    : given;
  return {
    content: new DOMRectReadOnly(
      take("padding-left"),
      take("padding-top"),
      Math.max(0, content.width),
      Math.max(0, content.height),
    ),
    border: { width: content.width + padded.width, height: content.height + padded.height },
  };
}

function describe(target: Element, { content, border }: Sizes): ResizeObserverEntry {
  const asSize = (width: number, height: number): readonly ResizeObserverSize[] => [
    { inlineSize: width, blockSize: height },
  ];
  return {
    target,
    contentRect: content,
    borderBoxSize: asSize(border.width, border.height),
    contentBoxSize: asSize(content.width, content.height),
    devicePixelContentBoxSize: asSize(
      content.width * devicePixelRatio,
      content.height * devicePixelRatio,
    ),
  };
}
