"""The five scenarios in real time: the page polls every 2 s, so the tests wait for seconds."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from e2e.tools.bench.peers.suites.pytest_playwright.job_server import JobServer
from mock_backend import MaxAge

A_POLL = 2_500
"""Milliseconds in which a page without a socket has polled, or tried to reconnect."""

A_WHILE = 10_000
"""Milliseconds within which a page must have found out, or would have gone back."""


def status(page: Page, word: str) -> Locator:
    return page.get_by_text(f"Status: {word}")


def test_reconnect_late_progress(page: Page, job_server: JobServer) -> None:
    job = job_server.add_job()
    page.goto(job.address)
    expect(page.get_by_title("WebSocket connected")).to_be_visible()
    job.progress(95)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "95")
    job.hold_handshakes()
    job.cut_sockets()
    page.wait_for_timeout(A_POLL)
    job.complete()
    expect(status(page, "completed")).to_be_visible(timeout=A_WHILE)
    job.open_handshakes()
    page.wait_for_timeout(A_POLL)
    job.send_late_progress(95)
    page.wait_for_timeout(A_POLL)
    expect(status(page, "completed")).to_be_visible()


def test_cached_over_refresh(page: Page, job_server: JobServer) -> None:
    job = job_server.add_job(cache_policy=MaxAge(3600))
    job.hold_handshakes()
    page.goto(job.address)
    expect(status(page, "running")).to_be_visible()
    page.wait_for_timeout(A_POLL)
    job.complete(broadcast=False)
    page.reload()
    expect(status(page, "completed")).to_be_visible(timeout=A_WHILE)


def test_missed_while_connected(page: Page, job_server: JobServer) -> None:
    job = job_server.add_job()
    page.goto(job.address)
    expect(page.get_by_title("WebSocket connected")).to_be_visible()
    job.progress(95)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "95")
    job.complete(broadcast=False)
    expect(status(page, "completed")).to_be_visible(timeout=A_WHILE)


def test_guard_after_a_poll_saw_completed(page: Page, job_server: JobServer) -> None:
    job = job_server.add_job()
    job.hold_handshakes()
    page.goto(job.address)
    expect(status(page, "running")).to_be_visible()
    job.complete()
    expect(status(page, "completed")).to_be_visible(timeout=A_WHILE)
    page.wait_for_timeout(A_POLL)
    polls = job.polls
    page.wait_for_timeout(A_WHILE)
    assert job.polls == polls


def test_older_answer_after_a_frame(page: Page, job_server: JobServer) -> None:
    job = job_server.add_job()
    job.hold_answers()
    page.goto(job.address)
    expect(page.get_by_title("WebSocket connected")).to_be_visible()
    job.progress(95)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "95")
    job.send_held_answers()
    page.wait_for_timeout(1_000)
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "95", timeout=1)
