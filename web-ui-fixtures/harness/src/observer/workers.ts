import { record } from "./link";

/** Records each worker that the page starts: what runs there is seen by no document. */
export function recordWorkers(): void {
  window.Worker = class extends Worker {
    constructor(script: string | URL, options?: WorkerOptions) {
      super(script, options);
      announce("Web Worker", script);
    }
  };
  if ("SharedWorker" in window) {
    window.SharedWorker = class extends SharedWorker {
      constructor(script: string | URL, options?: string | WorkerOptions) {
        super(script, options);
        announce("SharedWorker", script);
      }
    };
  }
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return;
  const register = container.register.bind(container);
  container.register = (script, options) => {
    announce("service worker", script);
    return register(script, options);
  };
}

function announce(sort: string, script: string | URL): void {
  const address = new URL(script, document.baseURI);
  const isPath = address.protocol.startsWith("http");
  record("worker_started", {
    sort,
    script: isPath ? address.pathname : address.protocol,
    is_observed: false,
  });
}
