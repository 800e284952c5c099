import { keepEnd, listenToJob, recallEnd } from "@jobstatus-e2e/parts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askNow, jobQuery, takeEvent } from "@/hooks/jobQuery";

/** How far a job is, by its query: polls fill the cache, and so does the socket. */
export function useJobProgress(jobId: string) {
  const [isConnected, setConnected] = useState(false);
  const { data, error } = useQuery(jobQuery(jobId, isConnected));

  useEffect(() => {
    const turn = (isOpen: boolean) => {
      setConnected(isOpen);
      askNow(jobId);
    };
    return listenToJob(jobId, {
      onOpen: () => turn(true),
      onClose: () => turn(false),
      onEvent: (event) => takeEvent(jobId, event),
    });
  }, [jobId]);

  useEffect(() => {
    if (data) keepEnd(jobId, data);
  }, [jobId, data]);

  const known = data ?? recallEnd(jobId);
  return {
    status: known?.status ?? "pending",
    progress: data?.progress ?? null,
    frame: data?.frame,
    error: known?.error ?? null,
    trouble: error?.message ?? null,
    isConnected,
  };
}
