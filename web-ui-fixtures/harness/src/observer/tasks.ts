let posted = 0;
let delivered = 0;

/**
 * Counts the messages that are posted and delivered over every MessageChannel of the page. React's
 * scheduler renders in such a message, so a difference means that the page still has work to do.
 */
export function countChannelTasks(): void {
  const Native = self.MessageChannel;
  self.MessageChannel = class extends Native {
    constructor() {
      super();
      for (const port of [this.port1, this.port2]) countOn(port);
    }
  };
}

function countOn(port: MessagePort): void {
  const post = port.postMessage.bind(port) as (...message: unknown[]) => void;
  port.addEventListener("message", () => {
    delivered += 1;
  });
  port.postMessage = (...message: unknown[]): void => {
    posted += 1;
    post(...message);
  };
}

/**
 * Counts the messages of the window to itself as well: polyfills of `setImmediate` make their tasks
 * of them.
 */
export function countWindowMessages(): void {
  const post = window.postMessage.bind(window) as (...message: unknown[]) => void;
  window.addEventListener("message", ({ source }) => {
    if (source === window) delivered += 1;
  });
  window.postMessage = (...message: unknown[]): void => {
    post(...message);
    posted += 1;
  };
}

export function getPendingTasks(): number {
  return posted - delivered;
}
