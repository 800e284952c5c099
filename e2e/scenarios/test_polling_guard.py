"""After a terminal state polling stops, and never starts again."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    act,
    ended,
    frame_taken,
    in_order,
    poll_saw,
    poll_sent,
    socket_dropped,
    socket_opened,
)
from e2e.stage import JobOnStage, Stage

FAMILY: Final = "polling guard"
MINUTE = 60


def show_without_socket(stage: Stage) -> JobOnStage:
    """Shows a job whose handshakes are held, so that the page polls, and returns the job."""
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    return job


@scenario(
    "guard-after-a-poll-saw-completed",
    family=FAMILY,
    sentence="A poll was answered completed: the page never polls again.",
    forced=in_order(poll_saw("running"), ended(), poll_saw("completed")),
)
def test_polling_stops_once_a_poll_saw_completed(stage: Stage) -> None:
    job = show_without_socket(stage)
    job.complete()
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status="completed")


@scenario(
    "guard-after-a-poll-saw-failed",
    family=FAMILY,
    sentence="A poll was answered failed: the page never polls again.",
    forced=in_order(poll_saw("running"), ended("failed"), poll_saw("failed")),
)
def test_polling_stops_once_a_poll_saw_failed(stage: Stage) -> None:
    job = show_without_socket(stage)
    job.fail("The model file is missing.")
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status="failed")


@scenario(
    "guard-after-the-socket-told-completed",
    family=FAMILY,
    sentence="The socket said completed: once a poll has confirmed it, the page never polls again.",
    forced=in_order(socket_opened(), ended(), frame_taken('"completed"')),
)
def test_polling_stops_once_the_socket_told_completed(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.complete()
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status="completed")


@scenario(
    "guard-after-the-socket-told-failed",
    family=FAMILY,
    sentence="The socket said failed, and why: once a poll has confirmed it, the page never polls "
    "again.",
    forced=in_order(socket_opened(), ended("failed"), frame_taken('"error"')),
)
def test_polling_stops_once_the_socket_told_failed(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.fail("The model file is missing.")
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status="failed")


@scenario_for_each(
    ENDS,
    id="guard-with-answers-in-flight{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The job {case.ends} while polls are unanswered and the socket comes back: when their "
    "answers are in, the page never polls again.",
    forced=lambda end: in_order(
        socket_dropped(), poll_sent(), ended(end.status), poll_saw(end.status)
    ),
)
def test_polling_stops_however_many_answers_were_in_flight(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.hold_answers()
    job.cut_sockets()
    stage.let_pass(seconds=5)
    job.end(end.message, broadcast=False)
    job.release_all_answers()
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="guard-with-a-late-older-answer{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="The socket said {case.status} while a poll was unanswered, and its answer, running, "
    "lands late: the page stays {case.status} and polling still ends.",
    forced=lambda end: in_order(
        poll_sent(),
        ended(end.status),
        frame_taken(end.told),
        act("release_all_answers", "the older answer goes out"),
    ),
)
def test_polling_stops_though_an_older_answer_lands_after_the_end(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    stage.show(job)
    job.end(end.message)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="guard-after-reconnect{case.suffix}",
    family=FAMILY,
    tier=lambda end: end.tier,
    sentence="A poll was answered {case.status}; the socket opens, drops and opens again: the page "
    "never polls again.",
    forced=lambda end: in_order(
        ended(end.status), poll_saw(end.status), act("cut_sockets", "the socket is cut again")
    ),
)
def test_polling_does_not_start_again_when_the_socket_comes_and_goes(
    stage: Stage, end: End
) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.cut_sockets()
    job.end(end.message)
    stage.let_pass(seconds=3)
    stage.let_pass_until(lambda: poll_saw(end.status).is_in(stage.history))
    job.cut_sockets()
    stage.let_pass(seconds=MINUTE)
    stage.expect_shown(status=end.status)
