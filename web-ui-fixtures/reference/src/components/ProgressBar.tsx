/** A determinate bar, 0 to 100, with its figure beside it. */
export function ProgressBar({ percent }: { readonly percent: number }) {
  const whole = Math.round(Math.min(100, Math.max(0, percent)));
  return (
    <div className="job-status__progress">
      <div
        className="job-status__track"
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={whole}
      >
        <div className="job-status__bar" style={{ inlineSize: `${whole}%` }} />
      </div>
      <span className="job-status__percent">{whole}%</span>
    </div>
  );
}
