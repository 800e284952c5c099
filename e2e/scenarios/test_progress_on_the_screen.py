"""The job goes on and on, and the page shows how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from e2e.catalogue import scenario
from e2e.proofs import (
    answer_without_progress,
    ended,
    frame_taken,
    in_order,
    poll_saw,
    socket_dropped,
    socket_opened,
)
from e2e.stage import JobOnStage, Stage

FAMILY: Final = "progress on the screen"
STEPS = (0, 0.6, 1, 12.5, 41.7, 66, 95, 100)
"""Percents of a job that is at 0 %, 1 % and 100 % for a while, and not only at whole percents."""

SHOWN_IN_TIME = 13
"""Virtual seconds, more than the limit of `progress-in-time`."""


def take_steps(stage: Stage, job: JobOnStage, steps: Sequence[float]) -> None:
    """Brings the job to each of `steps` in percent, then completes it; after each, time passes."""
    for percent in steps:
        job.progress(percent)
        stage.let_pass(seconds=SHOWN_IN_TIME)
        stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=SHOWN_IN_TIME)
    stage.expect_shown(status="completed")


@scenario(
    "progress-that-is-polled",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, the job is at 0 % for a while, and then goes up step by step: the "
    "page shows each step, and completed in the end.",
    forced=in_order(poll_saw("running"), ended(unheard=True), unless=[socket_opened()]),
)
def test_polled_progress_is_shown(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    job.hold_handshakes()
    stage.show(job)
    take_steps(stage, job, STEPS)


@scenario(
    "progress-over-the-socket",
    family=FAMILY,
    tier="resilience",
    sentence="The socket tells that the job is at 0 % for a while, and then each step: the page shows "
    "each step, and completed in the end.",
    forced=in_order(socket_opened(), frame_taken('"percent": 100'), ended()),
)
def test_progress_over_the_socket_is_shown(stage: Stage) -> None:
    job = stage.add_job(status="pending")
    stage.show(job)
    take_steps(stage, job, STEPS)


@scenario(
    "progress-behind-a-socket-that-dropped",
    family=FAMILY,
    tier="resilience",
    sentence="The socket tells 40 %, drops and does not come back, and the job goes up step by step: the "
    "page shows each step, and completed in the end.",
    forced=in_order(socket_opened(), socket_dropped(), poll_saw("running"), ended(unheard=True)),
)
def test_progress_is_shown_after_the_socket_dropped(stage: Stage) -> None:
    job = stage.add_job(progress=10)
    stage.show(job)
    job.progress(40)
    stage.let_pass(seconds=3)
    job.hold_handshakes()
    job.cut_sockets()
    take_steps(stage, job, (66, 95))


@scenario(
    "progress-in-a-dense-stream",
    family=FAMILY,
    tier="resilience",
    sentence="The socket tells progress twice a second, without a pause, for 40 seconds: the page shows "
    "it meanwhile, and completed in the end.",
    forced=in_order(socket_opened(), frame_taken('"percent": 90'), ended()),
)
def test_progress_in_a_dense_stream_is_shown(stage: Stage) -> None:
    job = stage.add_job(progress=5)
    stage.show(job)
    for percent in range(10, 91):
        job.progress(percent)
        stage.let_pass(milliseconds=500)
    stage.expect_shown(status="running")
    job.complete()
    stage.let_pass(seconds=SHOWN_IN_TIME)
    stage.expect_shown(status="completed")


@scenario(
    "completed-at-95-percent-over-the-socket",
    family=FAMILY,
    tier="regression",
    sentence="The socket tells 95 %, and then that the job has completed: the page shows completed, and "
    "no longer 95 %.",
    forced=in_order(frame_taken('"percent": 95'), ended(), frame_taken('"completed"')),
)
def test_the_bar_goes_when_the_socket_tells_the_end(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    stage.let_pass(seconds=SHOWN_IN_TIME)
    job.complete()
    stage.let_pass(seconds=SHOWN_IN_TIME)
    stage.expect_shown(status="completed")


@scenario(
    "completed-at-95-percent-by-a-poll",
    family=FAMILY,
    tier="regression",
    sentence="The socket never opens, one poll says 95 % and the next that the job has completed: the "
    "page shows completed, and no longer 95 %.",
    forced=in_order(poll_saw("running"), ended(unheard=True), poll_saw("completed")),
)
def test_the_bar_goes_when_a_poll_tells_the_end(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=SHOWN_IN_TIME)
    job.complete()
    stage.let_pass(seconds=SHOWN_IN_TIME)
    stage.expect_shown(status="completed")


@scenario(
    "progress-missing-for-a-while",
    family=FAMILY,
    tier="resilience",
    sentence="The socket never opens, and at 40 % three answers say running without a progress, as "
    "between two tools: the page shows each step after that, and completed in the end.",
    forced=in_order(
        poll_saw("running"),
        answer_without_progress(),
        poll_saw("running"),
        ended(unheard=True),
        unless=[socket_opened()],
    ),
)
def test_progress_is_shown_again_after_answers_without_one(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    stage.let_pass(seconds=3)
    job.answer_next_as(replace(job.control.truth, progress=None), count=3)
    stage.let_pass(seconds=SHOWN_IN_TIME)
    take_steps(stage, job, (66, 95))
