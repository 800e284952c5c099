import { isRecord, type Job } from "@/api/job";

export interface ResultsProps {
  readonly results: Job["results"];
  readonly resultUrl: string | null;
}

/**
 * What a finished job found, in a line a person reads, or where it is to be had; nothing while the
 * results are on the way.
 */
export function Results({ results, resultUrl }: ResultsProps) {
  if (results) return <Counts results={results} />;
  // A path on this server and nothing else: an address may also be a script, or lead elsewhere.
  if (!resultUrl || !/^\/[^/]/.test(resultUrl)) return null;
  return (
    <a className="job-status__results" href={resultUrl} download>
      Download the results
    </a>
  );
}

function Counts({ results }: { readonly results: Readonly<Record<string, unknown>> }) {
  const isVideo = typeof results.total_frames === "number";
  return (
    <dl className="job-status__results">
      {isVideo && (
        <div>
          <dt>Frames analysed</dt>
          <dd>{String(results.total_frames)}</dd>
        </div>
      )}
      <div>
        <dt>{isVideo ? "Objects tracked" : "Objects found"}</dt>
        <dd>{isVideo ? countTracked(results) : countDetected(results)}</dd>
      </div>
    </dl>
  );
}

function countTracked(results: Readonly<Record<string, unknown>>): number {
  return listOf(results.frames).reduce((sum: number, frame) => {
    const detections = isRecord(frame) && isRecord(frame.detections) ? frame.detections : {};
    return sum + listOf(detections.tracked_objects).length;
  }, 0);
}

function countDetected(results: Readonly<Record<string, unknown>>): number {
  return isRecord(results.results) ? listOf(results.results.detections).length : 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
