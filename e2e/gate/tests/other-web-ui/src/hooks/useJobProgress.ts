import { useEffect, useState } from "react";
import { START, watchJob } from "@/lib/watcher";

export function useJobProgress(jobId: string | null) {
  const [state, setState] = useState(START);
  useEffect(() => (jobId ? watchJob(jobId, setState) : undefined), [jobId]);
  return { progress: state.progress, status: state.status, error: state.error, isConnected: state.live };
}
