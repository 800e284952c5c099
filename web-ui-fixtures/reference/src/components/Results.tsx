import { isRecord, type Job } from "@/api/job";

/** What a finished job found, in a line a person reads; nothing while the results are on the way. */
export function Results({ results }: { readonly results: Job["results"] }) {
  if (!results) return null;
  const frames = Array.isArray(results.frames) ? results.frames : [];
  const tracked = frames.reduce((sum: number, frame) => sum + countTracked(frame), 0);
  return (
    <dl className="job-status__results">
      {typeof results.total_frames === "number" && (
        <div>
          <dt>Frames analysed</dt>
          <dd>{results.total_frames}</dd>
        </div>
      )}
      <div>
        <dt>Objects tracked</dt>
        <dd>{tracked}</dd>
      </div>
    </dl>
  );
}

function countTracked(frame: unknown): number {
  const detections = isRecord(frame) && isRecord(frame.detections) ? frame.detections : {};
  return Array.isArray(detections.tracked_objects) ? detections.tracked_objects.length : 0;
}
