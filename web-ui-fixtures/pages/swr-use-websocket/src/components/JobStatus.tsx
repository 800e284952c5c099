import { JobCard } from "@jobstatus-e2e/parts";
import { SWRConfig } from "swr";
import { useJobProgress } from "@/hooks/useJobProgress";

export interface JobStatusProps {
  readonly jobId: string;
}

/**
 * Shows how far a job is.
 *
 * The cache is made for this job and this mount: the end is locked in it, and a job that is opened again
 * may have begun anew.
 */
export function JobStatus({ jobId }: JobStatusProps) {
  return (
    <SWRConfig key={jobId} value={{ provider: () => new Map() }}>
      <WatchedJob jobId={jobId} />
    </SWRConfig>
  );
}

function WatchedJob({ jobId }: JobStatusProps) {
  return <JobCard {...useJobProgress(jobId)} />;
}
