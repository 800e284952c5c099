const limits = new WeakMap<XMLHttpRequest, number>();
const isTimedOut = new WeakSet<XMLHttpRequest>();

/**
 * Makes `timeout` of each XMLHttpRequest follow the page's clock. The browser's own timeout runs on
 * real time, in which a virtual hour takes no time (XMLHttpRequest Standard, the timeout
 * attribute).
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
      // This listener comes first and stops the event, so that the page does not see a timeout as
      // an abort.
      this.addEventListener("abort", (event) => {
        if (!isTimedOut.has(this)) return;
        event.stopImmediatePropagation();
        this.dispatchEvent(new ProgressEvent("timeout"));
      });
    }
  };
}

/** Starts the timeout of a request that has one; it stops when the request ends. */
export function startTimeout(request: XMLHttpRequest): void {
  const limit = limits.get(request) ?? 0;
  if (limit <= 0) return;
  const timer = self.setTimeout(() => {
    isTimedOut.add(request);
    request.abort();
  }, limit);
  request.addEventListener("loadend", () => self.clearTimeout(timer), { once: true });
}
