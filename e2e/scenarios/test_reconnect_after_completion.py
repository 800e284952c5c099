"""A poll saw the end while the socket was down; then the socket comes back."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import COMPLETED, ENDS, FAILED, End, scenario, scenario_for_each
from e2e.proofs import (
    Proof,
    document_opened,
    ended,
    frame_taken,
    in_order,
    knows_from_memory,
    poll_saw,
    socket_dropped,
    socket_given_up,
    socket_opened,
    socket_waits,
)
from e2e.stage import JobOnStage, Stage
from mock_backend import SendPending

FAMILY: Final = "reconnect after completion"


def reopened(status: str = "completed", then: str | None = None) -> Proof:
    """Returns the proof that a poll saw the end while the socket was connecting, before it opened."""
    moments = [
        socket_dropped(),
        socket_waits(),
        ended(status),
        poll_saw(status),
        socket_opened(),
    ]
    if then:
        moments.append(frame_taken(then))
    return in_order(*moments, unless=[socket_given_up()])


def lose_socket_and_end(stage: Stage, end: End) -> JobOnStage:
    """Drops the socket at 95 %, holds its reconnect, ends the job, and lets a poll see the end.

    Returns the job.
    """
    job = lose_socket(stage)
    job.end(end.message)
    stage.let_pass(seconds=2)
    stage.let_pass_until(lambda: poll_saw(end.status).is_in(stage.history))
    return job


def lose_socket(stage: Stage) -> JobOnStage:
    """Drops the socket at 95 %, holds the handshake of a reconnect, and returns the job."""
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.hold_handshakes()
    job.cut_sockets()
    stage.let_pass(seconds=2.5)
    stage.let_pass_until(lambda: job.has_held_handshake)
    return job


def reconnect(job: JobOnStage) -> None:
    """Lets the held handshake through, if there is one; a page that gave up its socket sends none."""
    job.open_held_handshake()
    job.pass_handshakes()


@scenario(
    "reconnect-silent",
    family=FAMILY,
    sentence="A poll saw the job completed; the socket reconnects late and says nothing: "
    "the page goes on saying completed.",
    forced=reopened(),
)
def test_a_silent_reconnect_leaves_the_job_completed(stage: Stage) -> None:
    job = lose_socket_and_end(stage, COMPLETED)
    stage.expect_shown(status="completed")
    reconnect(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "reconnect-pending",
    family=FAMILY,
    sentence="A poll saw the job completed; the socket reconnects late and is told pending: "
    "the page goes on saying completed.",
    forced=reopened(then='"pending"'),
)
def test_a_reconnect_that_says_pending_leaves_the_job_completed(stage: Stage) -> None:
    job = lose_socket_and_end(stage, COMPLETED)
    job.greet_with(SendPending())
    reconnect(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario(
    "reconnect-late-progress",
    family=FAMILY,
    sentence="A poll saw the job completed; the socket reconnects and a late 95 % arrives: "
    "the page goes on saying completed.",
    forced=reopened(then='"percent": 95'),
)
def test_late_progress_after_a_reconnect_leaves_the_job_completed(stage: Stage) -> None:
    job = lose_socket_and_end(stage, COMPLETED)
    reconnect(job)
    job.send_progress(95)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="completed")


@scenario_for_each(
    ENDS,
    id="reconnect-five-minutes-later{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket reconnects after its end with late progress and drops again: "
    "five minutes later the page still says {case.status}.",
    forced=lambda end: reopened(end.status, then='"percent": 95'),
)
def test_five_minutes_after_a_late_reconnect_the_job_is_still_completed(
    stage: Stage, end: End
) -> None:
    job = lose_socket_and_end(stage, end)
    reconnect(job)
    job.send_progress(95)
    job.cut_sockets()
    stage.let_pass(seconds=300)
    stage.expect_shown(status=end.status)


@scenario(
    "reconnect-failed-silent",
    family=FAMILY,
    sentence="A poll saw the job failed; the socket reconnects late and says nothing: "
    "the page goes on saying failed, and why.",
    forced=reopened("failed"),
)
def test_a_silent_reconnect_leaves_the_job_failed(stage: Stage) -> None:
    job = lose_socket_and_end(stage, FAILED)
    stage.expect_shown(status="failed")
    reconnect(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")


@scenario(
    "reconnect-failed-pending",
    family=FAMILY,
    sentence="A poll saw the job failed; the socket reconnects late and is told pending: "
    "the page goes on saying failed, and why.",
    forced=reopened("failed", then='"pending"'),
)
def test_a_reconnect_that_says_pending_leaves_the_job_failed(stage: Stage) -> None:
    job = lose_socket_and_end(stage, FAILED)
    job.greet_with(SendPending())
    reconnect(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")


@scenario(
    "reconnect-failed-late-progress",
    family=FAMILY,
    sentence="A poll saw the job failed; the socket reconnects and a late 95 % arrives: "
    "the page goes on saying failed, and why.",
    forced=reopened("failed", then='"percent": 95'),
)
def test_late_progress_after_a_reconnect_leaves_the_job_failed(stage: Stage) -> None:
    job = lose_socket_and_end(stage, FAILED)
    reconnect(job)
    job.send_progress(95)
    stage.let_pass(seconds=12)
    stage.expect_shown(status="failed")


def reopened_in_a_new_document(end: End, then: str | None = None) -> Proof:
    """Returns the proof that in a document opened after the end, a poll saw it before a socket opened."""
    moments = [
        ended(end.status),
        document_opened(),
        socket_waits(),
        poll_saw(end.status),
        socket_opened(),
    ]
    if then:
        moments.append(frame_taken(then))
    return in_order(*moments, unless=[socket_given_up(), knows_from_memory()])


@scenario_for_each(
    ENDS,
    id="refresh-then-reconnect-pending{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The person refreshes a {case.status} job; a poll says {case.status} before the socket "
    "opens and is told pending: the page goes on saying {case.status}.",
    forced=lambda end: reopened_in_a_new_document(end, then='"pending"'),
)
def test_after_a_refresh_a_late_pending_leaves_the_job_completed(stage: Stage, end: End) -> None:
    job = show_until_ended(stage, end)
    job.hold_handshakes()
    stage.refresh()
    job.greet_with(SendPending())
    reconnect(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="refresh-then-late-progress{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The person refreshes a {case.status} job; a poll says {case.status} before the socket "
    "opens and a late 95 % arrives: the page goes on saying {case.status}.",
    forced=lambda end: reopened_in_a_new_document(end, then='"percent": 95'),
)
def test_after_a_refresh_late_progress_leaves_the_job_completed(stage: Stage, end: End) -> None:
    job = show_until_ended(stage, end)
    job.hold_handshakes()
    stage.refresh()
    reconnect(job)
    job.send_progress(95)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="come-back-then-reconnect-pending{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The person navigates away from a {case.status} job and back; the socket opens late "
    "and is told pending: the page goes on saying {case.status}.",
    forced=lambda end: reopened_in_a_new_document(end, then='"pending"'),
)
def test_away_and_back_a_late_pending_leaves_the_job_completed(stage: Stage, end: End) -> None:
    job = show_until_ended(stage, end)
    stage.leave()
    job.hold_handshakes()
    job.greet_with(SendPending())
    stage.come_back()
    reconnect(job)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="come-back-then-late-progress{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The person navigates away from a {case.status} job and back; the socket opens late "
    "and a late 95 % arrives: the page goes on saying {case.status}.",
    forced=lambda end: reopened_in_a_new_document(end, then='"percent": 95'),
)
def test_away_and_back_late_progress_leaves_the_job_completed(stage: Stage, end: End) -> None:
    job = show_until_ended(stage, end)
    stage.leave()
    job.hold_handshakes()
    stage.come_back()
    reconnect(job)
    job.send_progress(95)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


def show_until_ended(stage: Stage, end: End) -> JobOnStage:
    """Shows a job until the socket has told the page its end, and returns the job."""
    job = stage.add_job(progress=40)
    stage.show(job)
    job.end(end.message)
    stage.let_pass(seconds=3)
    stage.expect_shown(status=end.status)
    return job
