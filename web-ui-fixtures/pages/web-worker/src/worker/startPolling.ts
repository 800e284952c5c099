import type { Order, Report } from "@/worker/protocol";

export type Pace = Pick<Order, "first" | "every">;

export interface Polling {
  /** Polls at another pace from now on: what a poll under way would answer is older than the reason. */
  setPace(pace: Pace): void;
  /** Ends the worker and all that it has under way. */
  stop(): void;
}

/** Polls a job in a worker of its own, whose timers no hidden tab slows down. */
export function startPolling(jobId: string, onReport: (report: Report) => void): Polling {
  const worker = new Worker(new URL("./poll.worker.ts", import.meta.url), { type: "module" });
  let epoch = 0;
  worker.onmessage = ({ data: report }: MessageEvent<Report>) => {
    // It was on its way when the pace changed.
    if (report.epoch === epoch) onReport(report);
  };
  worker.onerror = () =>
    onReport({ type: "not-answered", epoch, reason: "The worker that polls does not start." });
  return {
    setPace: (pace) => {
      epoch += 1;
      worker.postMessage({ epoch, jobId, ...pace } satisfies Order);
    },
    stop: () => worker.terminate(),
  };
}
