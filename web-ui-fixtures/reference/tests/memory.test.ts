// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forget, recall, remember } from "@/state/memory";

const DONE = { status: "completed", error: null } as const;

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("keeps the end of a job, and its message", () => {
  remember("a", { status: "failed", error: "no memory" });
  expect(recall("a")).toEqual({ status: "failed", error: "no memory" });
  expect(recall("b")).toBeNull();
});

it("drops what the server says is not over", () => {
  remember("a", DONE);
  forget("a");
  expect(recall("a")).toBeNull();
});

it("keeps fifty jobs, the newest", () => {
  for (let n = 0; n < 60; n += 1) remember(`job ${n}`, DONE);
  expect(recall("job 9")).toBeNull();
  expect(recall("job 10")).toEqual(DONE);
});

it("keeps a job for a day", () => {
  remember("a", DONE);
  vi.advanceTimersByTime(24 * 60 * 60 * 1000 - 1);
  expect(recall("a")).toEqual(DONE);
  vi.advanceTimersByTime(1);
  expect(recall("a")).toBeNull();
});

it.each([
  "not json",
  "{}",
  '[{"jobId": "a"}]',
  '[{"jobId":"a","status":"running","error":null,"at":0}]',
])("takes %s in storage for nothing", (garbage) => {
  localStorage.setItem("job-status:last-known", garbage);
  expect(recall("a")).toBeNull();
});

it("does without a storage that is full or forbidden", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(() => remember("a", DONE)).not.toThrow();
  expect(recall("a")).toBeNull();
});
