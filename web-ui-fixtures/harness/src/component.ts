import { module } from "virtual:jobstatus-e2e/component";
import type { ComponentType } from "react";

/** The props of the component: the job, and any optional ones. */
export interface JobStatusProps {
  readonly jobId: string;
  readonly [name: string]: unknown;
}

/** The checkout's component: its export `JobStatus`, else its default export. */
export function getComponent(): ComponentType<JobStatusProps> {
  const component = module.JobStatus ?? module.default;
  if (component) return component as ComponentType<JobStatusProps>;
  const names = Object.keys(module).join(", ") || "nothing";
  throw new Error(
    `Failed to mount JobStatus: src/components/JobStatus exports ${names}; expected JobStatus, or a default export.`,
  );
}
