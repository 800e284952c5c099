"""The server's times have no fraction of a second, so two states of a job have the same `updated_at`."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage
from mock_backend.job_life import WHOLE_SECOND

FAMILY: Final = "older answers"


@scenario_for_each(
    ENDS,
    id="one-time-running-and-{case.status}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The job {case.ends} within the second in which a poll saw it running, and its time of "
    "change is the same: the page shows {case.status}.",
    forced=lambda end: in_order(poll_saw("running"), ended(end.status, unheard=True)),
)
def test_an_end_with_the_time_of_the_state_before_it_is_shown(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=95, step=WHOLE_SECOND)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(milliseconds=200)
    job.end(end.message)
    stage.let_pass(seconds=13)
    stage.expect_shown(status=end.status)


@scenario(
    "one-time-on-an-open-socket",
    family=FAMILY,
    sentence="The job completes within the second in which a poll saw it running, its time of change "
    "is the same, and the open socket loses the event: the page shows completed.",
    forced=in_order(
        poll_saw("running"), socket_opened(), ended(unheard=True), unless=[poll_saw("completed")]
    ),
)
def test_an_end_of_that_time_is_shown_though_the_socket_is_open(stage: Stage) -> None:
    job = stage.add_job(progress=95, step=WHOLE_SECOND)
    stage.show(job)
    stage.let_pass(milliseconds=200)
    job.complete(broadcast=False)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "one-time-pending-and-running",
    family=FAMILY,
    sentence="The job starts within the second in which a poll saw it pending, and its time of change "
    "is the same: the page shows it running, and in the end completed.",
    forced=in_order(poll_saw("pending"), poll_saw("running"), ended(unheard=True)),
)
def test_a_start_with_the_time_of_the_state_before_it_is_shown(stage: Stage) -> None:
    job = stage.add_job(status="pending", step=WHOLE_SECOND)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(milliseconds=200)
    job.progress(40)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")
