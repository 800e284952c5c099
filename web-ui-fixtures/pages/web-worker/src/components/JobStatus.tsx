import { JobCard } from "@jobstatus-e2e/parts";
import { useJobProgress } from "@/hooks/useJobProgress";

export interface JobStatusProps {
  readonly jobId: string;
}

/** Shows how far a job is. Another job is another instance: nothing of the one before is left in it. */
export function JobStatus({ jobId }: JobStatusProps) {
  return <WatchedJob key={jobId} jobId={jobId} />;
}

function WatchedJob({ jobId }: JobStatusProps) {
  return <JobCard {...useJobProgress(jobId)} />;
}
