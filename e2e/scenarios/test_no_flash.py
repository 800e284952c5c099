"""The time between the socket's frame of the end and the poll that confirms it."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario
from e2e.proofs import (
    Proof,
    answer_lost,
    asks_no_more,
    ended,
    frame_taken,
    in_order,
    poll_given_up,
    poll_saw,
    poll_sent,
)
from e2e.stage import JobOnStage, Stage
from mock_backend import Status

FAMILY: Final = "no flash"
RENDERS_LATE = 250
"""Virtual milliseconds that a page may need to render in batches."""


def confirmed_late(told: str, status: str) -> Proof:
    """Returns the proof that the socket told the end, and a later poll of the page confirmed it."""
    return in_order(
        ended(status),
        frame_taken(told),
        poll_sent(),
        poll_saw(status),
        unless=[asks_no_more(seconds=3)],
    )


def show_at_95(stage: Stage) -> JobOnStage:
    """Shows a job that is live at 95 %, and returns the job."""
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    return job


@scenario(
    "flash-while-confirming",
    family=FAMILY,
    tier="resilience",
    sentence="The socket says completed and the poll that confirms it is slow: the page never goes "
    "back to running, not even for a moment.",
    forced=confirmed_late('"completed"', "completed"),
)
def test_no_older_state_is_seen_while_completion_is_confirmed(stage: Stage) -> None:
    job = show_at_95(stage)
    job.hold_answers()
    job.complete()
    stage.let_pass(milliseconds=RENDERS_LATE)
    stage.expect_shown(status="completed")
    stage.let_pass(seconds=3)
    job.release_all_answers()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="completed")


@scenario(
    "flash-while-confirming-a-failure",
    family=FAMILY,
    tier="resilience",
    sentence="The socket says failed and the poll that confirms it is slow: the page never goes "
    "back to running, not even for a moment.",
    forced=confirmed_late('"error"', "failed"),
)
def test_no_older_state_is_seen_while_a_failure_is_confirmed(stage: Stage) -> None:
    job = show_at_95(stage)
    job.hold_answers()
    job.fail("The disk is full.")
    stage.let_pass(milliseconds=RENDERS_LATE)
    stage.expect_shown(status="failed")
    stage.let_pass(seconds=3)
    job.release_all_answers()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="failed")


@scenario(
    "flash-when-confirming-is-refused",
    family=FAMILY,
    tier="resilience",
    sentence="The socket says completed and the poll that would confirm it is answered 503: the "
    "page goes on saying completed, without an error.",
    forced=in_order(
        ended(), frame_taken('"completed"'), poll_sent(), answer_lost(), unless=[asks_no_more()]
    ),
)
def test_completion_stands_when_its_confirmation_is_refused(stage: Stage) -> None:
    job = show_at_95(stage)
    job.fault_answers(Status(503))
    job.complete()
    stage.let_pass(seconds=30)
    stage.expect_shown(status="completed")


@scenario(
    "flash-when-confirming-is-older",
    family=FAMILY,
    tier="resilience",
    sentence="The socket says completed and a poll that was under way before is answered running: "
    "the page goes on saying completed.",
    forced=in_order(
        poll_sent(),
        ended(),
        frame_taken('"completed"'),
        poll_saw("running"),
        unless=[poll_given_up()],
    ),
)
def test_completion_stands_when_an_older_answer_lands_after_it(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    stage.show(job)
    job.progress(95)
    job.complete()
    if job.held_answers:
        job.release_answer(as_of="arrival")
    stage.let_pass(milliseconds=RENDERS_LATE)
    stage.expect_shown(status="completed")
    job.release_all_answers()
    stage.let_pass(seconds=10)
    stage.expect_shown(status="completed")


@scenario(
    "confirming-is-refused-for-ever",
    family=FAMILY,
    sentence="The socket says completed and no poll for the results is ever answered: the page goes on "
    "saying completed, without an error.",
    forced=in_order(
        ended(), frame_taken('"completed"'), poll_sent(), answer_lost(), unless=[asks_no_more()]
    ),
)
def test_completion_stands_without_an_error_when_no_poll_confirms_it(stage: Stage) -> None:
    job = show_at_95(stage)
    job.fault_answers(Status(502))
    job.complete()
    stage.let_pass(seconds=60)
    stage.expect_shown(status="completed")
