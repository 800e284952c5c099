import { useEffect, useState } from "react";

interface Job {
  status: string;
  progress: number | null;
  error_message: string | null;
}

const ENDED = ["completed", "failed"];

/** Shows how far a job is. Another job is another instance: nothing of the one before is left in it. */
export function JobStatus({ jobId }: { jobId: string }) {
  return <WatchedJob key={jobId} jobId={jobId} />;
}

/** Polls until the job has ended; the socket's progress is shown in between, and never decides the end. */
function WatchedJob({ jobId }: { jobId: string }) {
  const [job, setJob] = useState<Job>({ status: "pending", progress: null, error_message: null });

  useEffect(() => {
    let isOver = false;
    let timer = 0;
    const leaving = new AbortController();

    async function poll(): Promise<void> {
      try {
        const answer = await fetch(`/v1/jobs/${jobId}?_t=${Math.random()}`, {
          cache: "no-store",
          signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(10_000)]),
        });
        if (answer.ok) take(((body) => body.job ?? body)(await answer.json()));
      } catch {
        // The next poll asks again.
      }
      if (!isOver) timer = window.setTimeout(poll, 2000);
    }

    function take(told: Job): void {
      if (isOver) return;
      isOver = ENDED.includes(told.status);
      setJob(told);
      if (isOver) socket.close();
    }

    const socket = new WebSocket(`ws://${location.host}/v1/ws/jobs/${jobId}`);
    socket.onmessage = (message) => {
      const { job_id, percent } = read(message.data);
      if (job_id !== jobId || typeof percent !== "number" || isOver) return;
      setJob((shown) => ({ ...shown, status: "running", progress: percent }));
    };
    void poll();

    return () => {
      isOver = true;
      leaving.abort();
      clearTimeout(timer);
      socket.close();
    };
  }, [jobId]);

  return (
    <section>
      <p>Status: {job.status}</p>
      {job.status === "running" && job.progress !== null && (
        <div role="progressbar" aria-valuenow={job.progress}>
          {job.progress}%
        </div>
      )}
      {job.status === "failed" && <p>{job.error_message}</p>}
    </section>
  );
}

/** The fields of a frame; an empty object for a message that is no JSON. */
function read(data: unknown): { job_id?: string; percent?: number } {
  try {
    return JSON.parse(String(data)) ?? {};
  } catch {
    return {};
  }
}
