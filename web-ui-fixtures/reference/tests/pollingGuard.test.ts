import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Job } from "@/api/job";
import { phaseOf } from "@/hooks/useJob";
import { reduceView, startView } from "@/state/jobView";
import { CONFIRM_TRIES, POLL_EVERY, Poller, pauseAfter, SILENCE_LIMIT } from "@/state/poller";

const RUNNING: Job = {
  status: "running",
  progress: 40,
  results: null,
  result_url: null,
  error_message: null,
  updated_at: null,
};

function pollerOf(getJob: (id: string, signal: AbortSignal) => Promise<Job>) {
  const asked = vi.fn(getJob);
  const onAnswer = vi.fn();
  const onNoAnswer = vi.fn();
  return {
    poller: new Poller("a", { getJob: asked, onAnswer, onNoAnswer }),
    asked,
    onAnswer,
    onNoAnswer,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("which reason there is to ask", () => {
  const start = startView("a", null);
  const told = reduceView(start, {
    kind: "frame",
    jobId: "a",
    asked: 0,
    frame: { kind: "completed" },
  });
  const confirmed = reduceView(start, {
    kind: "answer",
    jobId: "a",
    asked: 1,
    job: { ...RUNNING, status: "completed" },
  });

  it.each([
    ["down", start, false],
    ["live", start, true],
    ["confirming", told, true],
    ["confirming", told, false],
    ["done", confirmed, true],
    ["done", confirmed, false],
  ] as const)("is %s", (phase, view, isConnected) => {
    expect(phaseOf(view, isConnected)).toBe(phase);
  });
});

describe("polling guard", () => {
  it("does not continue once a poll has told the end", async () => {
    const { poller, asked } = pollerOf(async () => RUNNING);
    poller.enter("down");
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    poller.enter("done");
    const before = asked.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(before);
  });

  it("lets an answer in flight start nothing after the end", async () => {
    let release: (job: Job) => void = () => undefined;
    const { poller, asked } = pollerOf(() => new Promise((resolve) => (release = resolve)));
    poller.enter("down");
    poller.enter("done");
    release(RUNNING);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("asks on each connect, and again whenever the socket stays silent", async () => {
    const { poller, asked } = pollerOf(async () => RUNNING);
    poller.enter("live");
    expect(asked).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT - 1);
    poller.noteHeard();
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT - 1);
    expect(asked).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("gives up confirming after a few tries that fail", async () => {
    const { poller, asked, onNoAnswer } = pollerOf(() => Promise.reject(new Error("503")));
    poller.enter("confirming");
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveBeenCalledTimes(CONFIRM_TRIES);
    expect(onNoAnswer).toHaveBeenLastCalledWith("503");
  });
});

describe("a poll that fails", () => {
  it("never ends polling, and backs off", async () => {
    const { poller, asked } = pollerOf(() => Promise.reject(new Error("503")));
    poller.enter("down");
    await vi.advanceTimersByTimeAsync(2_000 + 4_000 + 8_000 + 8_000);
    expect(asked).toHaveBeenCalledTimes(5);
    expect([0, 1, 2, 3, 9].map(pauseAfter)).toEqual([2_000, 2_000, 4_000, 8_000, 8_000]);
  });

  it("is one that is not answered in time", async () => {
    const { poller, onNoAnswer } = pollerOf(
      (_, signal) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    poller.enter("down");
    await vi.advanceTimersByTimeAsync(8_000);
    expect(onNoAnswer).toHaveBeenCalledTimes(1);
  });
});

it("hands on nothing once it is stopped, and asks for nothing", async () => {
  let release: (job: Job) => void = () => undefined;
  const { poller, asked, onAnswer } = pollerOf(() => new Promise((resolve) => (release = resolve)));
  poller.enter("down");
  poller.stop();
  release(RUNNING);
  await vi.advanceTimersByTimeAsync(60_000);
  poller.enter("live");
  expect(onAnswer).not.toHaveBeenCalled();
  expect(asked).toHaveBeenCalledTimes(1);
});
