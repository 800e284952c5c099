const limits = new WeakMap<XMLHttpRequest, number>();
const isTimedOut = new WeakSet<XMLHttpRequest>();

/**
 * Has `timeout` of each XMLHttpRequest follow the page's clock: the browser's own runs on real time,
 * under which a virtual hour is none (XMLHttpRequest Standard, the timeout attribute).
 */
export function putTimeoutsOnTheClock(): void {
  Object.defineProperty(XMLHttpRequest.prototype, "timeout", {
    configurable: true,
    enumerable: true,
    get(this: XMLHttpRequest) {
      return limits.get(this) ?? 0;
    },
    set(this: XMLHttpRequest, milliseconds: number) {
      limits.set(this, Number(milliseconds) || 0);
    },
  });
  const native = self.XMLHttpRequest;
  self.XMLHttpRequest = class extends native {
    constructor() {
      super();
      // First of all listeners, so that nobody takes for an abort what is a timeout.
      this.addEventListener("abort", (event) => {
        if (!isTimedOut.has(this)) return;
        event.stopImmediatePropagation();
        this.dispatchEvent(new ProgressEvent("timeout"));
      });
    }
  };
}

/** Counts from now, where the request has a limit; ends with the request. */
export function startTimeout(request: XMLHttpRequest): void {
  const limit = limits.get(request) ?? 0;
  if (limit <= 0) return;
  const timer = self.setTimeout(() => {
    isTimedOut.add(request);
    request.abort();
  }, limit);
  request.addEventListener("loadend", () => self.clearTimeout(timer), { once: true });
}
