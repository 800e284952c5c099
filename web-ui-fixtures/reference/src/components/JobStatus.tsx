import { isTerminal } from "@/api/job";
import { ProgressBar } from "@/components/ProgressBar";
import { Results } from "@/components/Results";
import { useJob } from "@/hooks/useJob";
import "@/components/JobStatus.css";

export interface JobStatusProps {
  readonly jobId: string;
}

/** Shows how far a job is, over its WebSocket while that is open and by polling while it is not. */
export function JobStatus({ jobId }: JobStatusProps) {
  const { view, isConnected } = useJob(jobId);
  const error = view.error ?? (isTerminal(view.status) ? null : view.trouble);

  return (
    <section className="job-status" data-status={view.status} aria-label="Job status">
      <header className="job-status__head">
        <p className="job-status__status" role="status">
          Status: {view.status}
        </p>
        <Channel isConnected={isConnected} />
      </header>
      {error !== null && <p className="job-status__error">{error}</p>}
      {view.status === "running" && view.progress !== null && (
        <ProgressBar percent={view.progress} />
      )}
      {view.status === "running" && isConnected && view.frame && (
        <p className="job-status__frame">
          Frame: {view.frame.current} / {view.frame.total}
        </p>
      )}
      {view.status === "completed" && <Results results={view.results} resultUrl={view.resultUrl} />}
    </section>
  );
}

function Channel({ isConnected }: { readonly isConnected: boolean }) {
  return isConnected ? (
    <span className="job-status__channel" data-live title="WebSocket connected">
      ● Live
    </span>
  ) : (
    <span className="job-status__channel" title="Using HTTP polling">
      ○ Polling
    </span>
  );
}
