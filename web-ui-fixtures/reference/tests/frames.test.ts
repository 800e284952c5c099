import { expect, it } from "vitest";
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

it("takes binary data for nothing", () => {
  expect(parseFrame(new ArrayBuffer(2), "a")).toBeNull();
});

it("reads a job bare or wrapped, and takes anything else for none", () => {
  const job = { job_id: "a", status: "running", progress: 40, results: null, error_message: null };
  const read = { ...job, updated_at: null };
  expect(parseJob(job)).toEqual(read);
  expect(parseJob({ job })).toEqual(read);
  const moment = { updated_at: "1970-01-01T00:00:02.000+00:00" };
  expect(parseJob({ ...job, ...moment })).toEqual({ ...job, updated_at: 2_000 });
  expect(parseJob({ ...job, updated_at: "soon" })).toEqual(read);
  for (const other of [null, [], "running", { status: "odd" }, { job: null }]) {
    expect(parseJob(other)).toBeNull();
  }
});
