"""The contract's other jobs beside a video with progress: a wrapped one, an image, a silent one."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage

FAMILY: Final = "every kind of job"


@scenario_for_each(
    ENDS,
    id="job-in-a-wrapper{case.suffix}",
    family=FAMILY,
    sentence='The server wraps its answers as {{"job": ...}} and the job {case.ends}: a page that polls '
    "shows {case.status}.",
    forced=lambda end: in_order(poll_saw("running"), ended(end.status, unheard=True)),
)
def test_a_wrapped_answer_is_read(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95, is_wrapped=True)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="job-without-progress{case.suffix}",
    family=FAMILY,
    sentence="The job of an image runs without ever telling how far it is, and {case.ends}: the page "
    "shows it running, and then {case.status}.",
    forced=lambda end: in_order(poll_saw("running"), ended(end.status)),
)
def test_a_job_without_progress_is_shown_running(stage: Stage, end: End) -> None:
    job = stage.add_job(status="running", progress=None, job_type="image")
    stage.show(job)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario(
    "completed-below-a-hundred",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, the job last told 97 %, and the server says that it has completed "
    "and that number: the page shows completed, also after a refresh.",
    forced=in_order(poll_saw("running"), ended(unheard=True), unless=[socket_opened()]),
)
def test_a_job_that_completed_below_a_hundred_percent_is_shown_completed(stage: Stage) -> None:
    job = stage.add_job(progress=40, keeps_progress=True)
    job.hold_handshakes()
    stage.show(job)
    job.progress(97)
    stage.let_pass(seconds=4)
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
    stage.refresh()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "failure-without-a-reason",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, and the job fails without a reason: the page shows failed.",
    forced=in_order(poll_saw("running"), ended("failed", unheard=True), unless=[socket_opened()]),
)
def test_a_job_that_failed_without_a_reason_is_shown_failed(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.fail(None)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")


@scenario(
    "opened-a-day-later",
    family=FAMILY,
    tier="resilience",
    sentence="The page is opened on a job that is at 40 % since yesterday: it shows it running, and "
    "completed when it is.",
    forced=in_order(poll_saw("running"), ended(unheard=True), unless=[socket_opened()]),
)
def test_a_job_that_changed_last_a_day_ago_is_shown_running(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.laptop.sleep(hours=24)
    stage.show(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
