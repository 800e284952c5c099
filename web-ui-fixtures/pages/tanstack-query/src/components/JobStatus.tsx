import { JobCard } from "@jobstatus-e2e/parts";
import { QueryClientProvider } from "@tanstack/react-query";
import { queryClient } from "@/hooks/jobQuery";
import { useJobProgress } from "@/hooks/useJobProgress";

export interface JobStatusProps {
  readonly jobId: string;
}

/** Shows how far a job is. In an app with a provider of its own, leave this one out. */
export function JobStatus({ jobId }: JobStatusProps) {
  return (
    <QueryClientProvider client={queryClient}>
      <WatchedJob key={jobId} jobId={jobId} />
    </QueryClientProvider>
  );
}

function WatchedJob({ jobId }: JobStatusProps) {
  return <JobCard {...useJobProgress(jobId)} />;
}
