import { getBase } from "./base";
import { record } from "./link";

let unseen = 0;

/**
 * Records the start of a worker that has no observer, and returns its number, which is negative.
 */
export function announceWorker(sort: string, script: string | URL): number {
  unseen -= 1;
  record("worker_started", { worker: unseen, sort, script: describe(script), is_observed: false });
  return unseen;
}

/** The path of a script; for an address that contains the script (`data:`, `blob:`), its scheme. */
export function describe(script: string | URL): string {
  const address = new URL(script, getBase());
  return address.protocol.startsWith("http") ? address.pathname : address.protocol;
}

/** Records each SharedWorker and service worker that the page starts. */
export function recordUnseenWorkers(): void {
  if ("SharedWorker" in window) {
    window.SharedWorker = class extends SharedWorker {
      constructor(script: string | URL, options?: string | WorkerOptions) {
        super(script, options);
        announceWorker("SharedWorker", script);
      }
    };
  }
  // Only a page with a trusted origin has service workers.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return;
  const register = container.register.bind(container);
  container.register = (script, options) => {
    const worker = announceWorker("service worker", script);
    const registered = register(script, options);
    registered.catch(() => record("worker_ended", { worker }));
    return registered;
  };
}
