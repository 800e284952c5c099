import { JobCard } from "@jobstatus-e2e/parts";
import { useMemo, useSyncExternalStore } from "react";
import { PassingNote } from "@/components/PassingNote";
import { JobStore } from "@/store/JobStore";

export interface JobStatusProps {
  readonly jobId: string;
}

/** Shows how far a job is, as its store has it at each frame; trouble is a note that passes. */
export function JobStatus({ jobId }: JobStatusProps) {
  const store = useMemo(() => new JobStore(jobId), [jobId]);
  const { trouble, ...view } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return (
    <>
      <JobCard {...view} trouble={null} />
      <PassingNote key={jobId} text={trouble} />
    </>
  );
}
