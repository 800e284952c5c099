import { apiClient } from "@/api/client";
import type { Order, Report } from "@/worker/protocol";

const RETRY_AFTER = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let underWay: AbortController | undefined;

self.onmessage = ({ data: order }: MessageEvent<Order>) => {
  underWay?.abort();
  askAfter(order.first, order);
};

function askAfter(pause: number, order: Order): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(order), pause);
}

async function ask(order: Order): Promise<void> {
  underWay = new AbortController();
  const { signal } = underWay;
  const report = await getReport(order, signal);
  if (signal.aborted) return;
  self.postMessage(report);
  askAfter(report.type === "answered" ? order.every : RETRY_AFTER, order);
}

async function getReport({ epoch, jobId }: Order, signal: AbortSignal): Promise<Report> {
  try {
    return { type: "answered", epoch, job: await apiClient.getJob(jobId, signal) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { type: "not-answered", epoch, reason };
  }
}
