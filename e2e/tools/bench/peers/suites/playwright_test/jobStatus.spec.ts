import { expect, type Page } from "@playwright/test";
import { progressFrame } from "../job";
import { test } from "./fixtures";
import type { MockedJob } from "./mockedJob";

const ADDRESS = "/?job=job-1";

/** Lets `seconds` pass in the page, a step at a time, so that answers arrive in between. */
async function letPass(page: Page, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 0.5) await page.clock.runFor(500);
}

async function showConnected(page: Page, job: MockedJob): Promise<void> {
  await job.mockPolls(page);
  await job.mockSocket(page);
  await page.goto(ADDRESS);
  await expect(page.getByTitle("WebSocket connected")).toBeVisible();
  job.moveTo(95);
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "95");
}

test("reconnect-late-progress", async ({ page, job }) => {
  await showConnected(page, job);
  job.holdHandshakes();
  await job.drop();
  await expect(page.getByTitle("Using HTTP polling")).toBeVisible();
  await letPass(page, 2.5);
  job.change("completed", 100);
  await letPass(page, 2.5);
  await expect(page.getByText("Status: completed")).toBeVisible();
  job.openHandshakes();
  await letPass(page, 2.5);
  job.send(progressFrame(job.id, 95));
  await letPass(page, 12);
  await expect(page.getByText("Status: completed")).toBeVisible();
});

test("cached-over-refresh", async ({ page, job, server }) => {
  // No page.route here, because with it the browser has no cache: the server itself answers.
  server.answer = () => job.answer;
  job.holdHandshakes();
  await job.mockSocket(page);
  await page.goto(ADDRESS);
  await expect(page.getByText("Status: running")).toBeVisible();
  await letPass(page, 2.5);
  job.change("completed", 100);
  await page.reload();
  await letPass(page, 12);
  await expect(page.getByText("Status: completed")).toBeVisible();
});

test("missed-while-connected", async ({ page, job }) => {
  await showConnected(page, job);
  job.change("completed", 100);
  await letPass(page, 13);
  await expect(page.getByText("Status: completed")).toBeVisible();
});

test("guard-after-a-poll-saw-completed", async ({ page, job }) => {
  job.holdHandshakes();
  await job.mockPolls(page);
  await job.mockSocket(page);
  await page.goto(ADDRESS);
  await expect(page.getByText("Status: running")).toBeVisible();
  job.change("completed", 100);
  await letPass(page, 2.5);
  await expect(page.getByText("Status: completed")).toBeVisible();
  await letPass(page, 2.5);
  const polls = job.polls;
  await letPass(page, 60);
  expect(job.polls).toBe(polls);
});

test("older-answer-after-a-frame", async ({ page, job }) => {
  job.holdAnswers();
  await showConnected(page, job);
  await job.sendHeldAnswers();
  await letPass(page, 1);
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "95", {
    timeout: 1,
  });
});
