import { describe, expect, it } from "vitest";
import type { Job } from "@/api/job";
import { isLocked, type JobEvent, type JobView, reduceView, startView } from "@/state/jobView";

const job = (
  status: Job["status"],
  progress: number | null = null,
  message: string | null = null,
  updated_at: number | null = null,
) =>
  ({
    status,
    progress,
    results: null,
    result_url: null,
    error_message: message,
    updated_at,
  }) satisfies Job;

const answer = (asked: number, of: Job, jobId = "a"): JobEvent => ({
  kind: "answer",
  jobId,
  asked,
  job: of,
});

const frame = (of: Extract<JobEvent, { kind: "frame" }>["frame"], asked = 0): JobEvent => ({
  kind: "frame",
  jobId: "a",
  asked,
  frame: of,
});

const progress = (percent: number) =>
  ({ kind: "progress", percent, current: percent * 2, total: 200 }) as const;

function viewAfter(...events: JobEvent[]): JobView {
  return events.reduce(reduceView, startView("a", null));
}

describe("terminal lock", () => {
  const ends = [answer(1, job("completed", 100)), answer(1, job("failed", 40, "no memory"))];
  const late = [
    frame({ kind: "state", state: "pending" }),
    frame({ kind: "state", state: "running" }),
    frame(progress(95)),
    answer(2, job("running", 95)),
    answer(2, job("pending")),
  ];

  for (const end of ends) {
    for (const event of late) {
      it(`keeps ${JSON.stringify(end)} over ${JSON.stringify(event)}`, () => {
        const ended = viewAfter(end);
        expect(reduceView(ended, event)).toEqual(ended);
      });
    }
  }

  it("keeps the end that a frame told until a poll has confirmed it", () => {
    const view = viewAfter(frame({ kind: "completed" }, 1), { kind: "socket-down", jobId: "a" });
    expect(view).toMatchObject({ status: "completed", isConfirmed: false });
    expect(reduceView(view, answer(2, job("completed", 100)))).toMatchObject({ isConfirmed: true });
  });

  it("keeps the message of a failure over an answer without one", () => {
    const view = viewAfter(
      frame({ kind: "failed", message: "no memory" }),
      answer(1, job("failed")),
    );
    expect(view.error).toBe("no memory");
  });

  it("is not set by what is only remembered", () => {
    const view = startView("a", { status: "completed", error: null });
    expect(isLocked(view)).toBe(false);
    expect(reduceView(view, answer(1, job("running", 10))).status).toBe("running");
  });
});

describe("older answers", () => {
  it("are not applied over a newer answer", () => {
    const view = viewAfter(answer(2, job("running", 80)), answer(1, job("running", 40)));
    expect(view.progress).toBe(80);
  });

  it("are not applied over a newer frame", () => {
    const view = viewAfter(frame(progress(95), 1), answer(1, job("running", 40)));
    expect(view.progress).toBe(95);
  });

  it("are applied when they tell the end", () => {
    const view = viewAfter(frame(progress(95), 1), answer(1, job("completed", 100)));
    expect(view.status).toBe("completed");
  });

  it("are told by the server's time of change, whichever was asked for first", () => {
    const newer = answer(1, job("running", 80, null, 2_000));
    expect(viewAfter(newer, answer(2, job("running", 40, null, 1_000))).progress).toBe(80);
    expect(viewAfter(answer(2, job("running", 40, null, 1_000)), newer).progress).toBe(80);
  });

  it("are told by the order of asking where the time of change is the same", () => {
    const view = viewAfter(
      answer(2, job("running", 80, null, 1_000)),
      answer(1, job("running", 40, null, 1_000)),
    );
    expect(view.progress).toBe(80);
  });

  it("are applied when they tell the end and a poll asked later has been answered", () => {
    const view = viewAfter(answer(2, job("running", 80)), answer(1, job("completed", 100)));
    expect(view.status).toBe("completed");
    expect(reduceView(view, answer(3, job("running", 80))).status).toBe("completed");
  });
});

describe("another job", () => {
  it("has nothing to say about this one", () => {
    expect(viewAfter(answer(1, job("completed", 100), "b"))).toEqual(startView("a", null));
  });

  it("starts anew when the component is handed it", () => {
    const view = viewAfter(answer(1, job("completed", 100)), {
      kind: "switched",
      jobId: "b",
      remembered: null,
    });
    expect(view).toEqual(startView("b", null));
  });
});

describe("trouble", () => {
  it("is shown while the job goes on and gone with the next answer", () => {
    const view = viewAfter({ kind: "no-answer", jobId: "a", reason: "503" });
    expect(view.trouble).toBe("503");
    expect(reduceView(view, answer(1, job("running"))).trouble).toBeNull();
  });

  it("is nobody's concern once the job has ended", () => {
    const view = viewAfter(answer(1, job("completed", 100)), {
      kind: "no-answer",
      jobId: "a",
      reason: "503",
    });
    expect(view.trouble).toBeNull();
  });
});

it("never lets the bar fall back for a frame that is late", () => {
  expect(viewAfter(frame(progress(95)), frame(progress(60))).progress).toBe(95);
});
