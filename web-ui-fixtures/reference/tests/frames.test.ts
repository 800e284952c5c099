import { afterEach, expect, it, vi } from "vitest";
import { parseJob } from "@/api/job";
import { parseFrame } from "@/state/frames";

const said = (frame: object) => JSON.stringify({ job_id: "a", ...frame });

it.each([
  [{ status: "completed" }, { kind: "completed" }],
  [
    { status: "error", message: "no memory" },
    { kind: "failed", message: "no memory" },
  ],
  [{ status: "pending" }, { kind: "state", state: "pending" }],
  [
    { percent: 95, current_frame: 190, total_frames: 200 },
    { kind: "progress", percent: 95, current: 190, total: 200 },
  ],
])("reads %j", (frame, expected) => {
  expect(parseFrame(said(frame), "a")).toEqual(expected);
});

it.each(['{"type":"pong"}', "not json", '{"job_id":"b","status":"completed"}', "null", said({})])(
  "takes %s for nothing",
  (data) => {
    expect(parseFrame(data, "a")).toBeNull();
  },
);

afterEach(() => {
  vi.unstubAllEnvs();
});

it("takes binary data for nothing", () => {
  expect(parseFrame(new ArrayBuffer(2), "a")).toBeNull();
});

it("reads a job bare or wrapped, and takes anything else for none", () => {
  const read = {
    status: "running",
    progress: 40,
    results: null,
    result_url: null,
    error_message: null,
    updated_at: null,
  };
  const job = { job_id: "a", ...read };
  expect(parseJob(job)).toEqual(read);
  expect(parseJob({ job })).toEqual(read);
  const moment = { updated_at: "1970-01-01T00:00:02.000+00:00" };
  expect(parseJob({ ...job, ...moment })).toEqual({ ...read, updated_at: 2_000 });
  expect(parseJob({ ...job, updated_at: "soon" })).toEqual(read);
  for (const other of [null, [], "running", { status: "odd" }, { job: null }]) {
    expect(parseJob(other)).toBeNull();
  }
});

it("reads where the results are, of a server that does not send them with the job", () => {
  const job = { job_id: "a", status: "completed", result_url: "/v1/jobs/a/result?mode=stream" };
  expect(parseJob(job)?.result_url).toBe("/v1/jobs/a/result?mode=stream");
  expect(parseJob({ ...job, result_url: 7 })?.result_url).toBeNull();
});

it("reads a time without a zone as UTC, in an hour that the clocks leave out as well", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  const read = (updated_at: string) =>
    parseJob({ job_id: "a", status: "running", updated_at })?.updated_at ?? 0;
  // 02:10 to 03:00 is not on a clock in Berlin that day: read as local, it lies behind 03:05.
  expect(read("2026-03-29T02:10:00.000000")).toBe(Date.UTC(2026, 2, 29, 2, 10));
  expect(read("2026-03-29T02:10:00")).toBeLessThan(read("2026-03-29T03:05:00"));
  expect(read("2026-03-29T02:10:00+02:00")).toBe(Date.UTC(2026, 2, 29, 0, 10));
});
