import type { JobEvent } from "./event";
import type { Status } from "./job";

export interface JobCardProps {
  readonly status: Status;
  /** 0 to 100, or null; shown only while the job runs. */
  readonly progress: number | null;
  /** Shown only while the job runs and the socket is open. */
  readonly frame?: JobEvent["frame"] | undefined;
  /** Why the job failed. */
  readonly error: string | null;
  /** Why the last poll got no answer; null once one did. Not shown of a job that has ended. */
  readonly trouble: string | null;
  readonly isConnected: boolean;
}

/** What a person sees of a job (page-contract.md, "What a person sees"). */
export function JobCard({ status, progress, frame, error, trouble, isConnected }: JobCardProps) {
  const isRunning = status === "running";
  const percent = Math.round(progress ?? 0);
  return (
    <section aria-label="Job status">
      <p role="status">Status: {status}</p>
      {isConnected ? (
        <span title="WebSocket connected">● Live</span>
      ) : (
        <span title="Using HTTP polling">○ Polling</span>
      )}
      {status === "failed" && error && <p>{error}</p>}
      {(isRunning || status === "pending") && trouble && <p>{trouble}</p>}
      {isRunning && progress !== null && (
        <div>
          <div
            role="progressbar"
            aria-label="Progress"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            style={{ blockSize: "0.5rem", inlineSize: `${percent}%`, background: "#1d5fd0" }}
          />
          <span>{percent}%</span>
        </div>
      )}
      {isRunning && isConnected && frame && (
        <p>
          Frame: {frame.current} / {frame.total}
        </p>
      )}
    </section>
  );
}
