import { announceWorker } from "../observer/unseen";

/** Records each worker that this worker starts; such a worker has no observer. */
export function recordNestedWorkers(): void {
  const Native = self.Worker;
  self.Worker = class extends Native {
    constructor(script: string | URL, options?: WorkerOptions) {
      super(script, options);
      announceWorker("Web Worker of a Web Worker", script);
    }
  };
}
