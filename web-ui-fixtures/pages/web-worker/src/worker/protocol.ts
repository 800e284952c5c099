import type { Job } from "@jobstatus-e2e/parts";

/**
 * From page to worker: ask for the job `first` milliseconds from now, and then at every `every`. A poll
 * under way is broken off. `epoch` counts the orders.
 */
export interface Order {
  readonly epoch: number;
  readonly jobId: string;
  readonly first: number;
  readonly every: number;
}

/** From worker to page, with the epoch of the order under which the poll was asked. */
export type Report =
  | { readonly type: "answered"; readonly epoch: number; readonly job: Job }
  | { readonly type: "not-answered"; readonly epoch: number; readonly reason: string };
