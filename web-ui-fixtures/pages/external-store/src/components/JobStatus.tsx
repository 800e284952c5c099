import { JobCard } from "@jobstatus-e2e/parts";
import { useMemo, useSyncExternalStore } from "react";
import { JobStore } from "@/store/JobStore";

export interface JobStatusProps {
  readonly jobId: string;
}

/** Shows how far a job is, as its store has it at each frame. */
export function JobStatus({ jobId }: JobStatusProps) {
  const store = useMemo(() => new JobStore(jobId), [jobId]);
  return <JobCard {...useSyncExternalStore(store.subscribe, store.getSnapshot)} />;
}
