import { keepEnd, recallEnd } from "@jobstatus-e2e/parts";
import { useEffect, useState } from "react";
import { type JobView, START } from "@/streams/jobView";
import { watchJob } from "@/streams/watchJob";

/** How far a job is; for one job, as long as it is mounted. */
export function useJobProgress(jobId: string): JobView {
  const [view, setView] = useState<JobView>(() => ({ ...START, ...recallEnd(jobId) }));
  useEffect(() => {
    const subscription = watchJob(jobId).subscribe((next) => {
      setView(next);
      if (next.isLearned) keepEnd(jobId, next);
    });
    return () => subscription.unsubscribe();
  }, [jobId]);
  return view;
}
