import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { JobStatus } from "@/components/JobStatus";
import { progressFrame } from "../job";
import { MockedJob } from "./server";

let job: MockedJob;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  job = new MockedJob();
  job.server.listen({ onUnhandledRequest: "bypass" });
});

afterEach(() => {
  cleanup();
  job.server.close();
  sessionStorage.clear();
  localStorage.clear();
  vi.useRealTimers();
});

/** Lets `seconds` pass, a step at a time, so that answers arrive in between. */
async function letPass(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 0.5) {
    await act(() => vi.advanceTimersByTimeAsync(500));
  }
}

async function showConnected(): Promise<void> {
  render(<JobStatus jobId={job.id} />);
  await screen.findByTitle("WebSocket connected");
  await act(async () => job.moveTo(95));
  await vi.waitFor(() => expect(barAt()).toBe("95"));
}

function barAt(): string | null {
  return screen.getByRole("progressbar").getAttribute("aria-valuenow");
}

test("reconnect-late-progress", async () => {
  await showConnected();
  await act(async () => job.drop());
  await screen.findByTitle("Using HTTP polling");
  job.change("completed", 100);
  await letPass(4.5);
  expect(screen.queryByText("Status: completed")).not.toBeNull();
  await act(async () => job.send(progressFrame(job.id, 95)));
  await letPass(12);
  expect(screen.queryByText("Status: completed")).not.toBeNull();
});

test("cached-over-refresh", async () => {
  job.keepsAnswers = true;
  job.isRefusing = true;
  const page = render(<JobStatus jobId={job.id} />);
  await screen.findByText("Status: running");
  await letPass(2.5);
  job.change("completed", 100);
  page.unmount();
  render(<JobStatus jobId={job.id} />);
  await letPass(12);
  expect(screen.queryByText("Status: completed")).not.toBeNull();
});

test("missed-while-connected", async () => {
  await showConnected();
  job.change("completed", 100);
  await letPass(13);
  expect(screen.queryByText("Status: completed")).not.toBeNull();
});

test("guard-after-a-poll-saw-completed", async () => {
  job.isRefusing = true;
  render(<JobStatus jobId={job.id} />);
  await screen.findByText("Status: running");
  job.change("completed", 100);
  await letPass(5);
  expect(screen.queryByText("Status: completed")).not.toBeNull();
  await letPass(2.5);
  const polls = job.polls;
  await letPass(60);
  expect(job.polls).toBe(polls);
});

test("older-answer-after-a-frame", async () => {
  job.holdAnswers();
  await showConnected();
  job.sendHeldAnswers();
  await letPass(1);
  expect(barAt()).toBe("95");
});
