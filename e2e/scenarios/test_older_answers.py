"""An answer that is older than the page's state arrives last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from e2e.catalogue import ENDS, End, scenario, scenario_for_each
from e2e.proofs import (
    act,
    ended,
    frame_taken,
    in_order,
    older_answer_read,
    one_poll_at_a_time,
    poll_saw,
)
from e2e.stage import JobOnStage, Stage
from mock_backend import JobStatus

FAMILY: Final = "older answers"
RENDERS_LATE = 250
"""Virtual milliseconds that a page may need to render in batches."""


def hold_two_polls(
    stage: Stage, *, status: JobStatus, progress: float | None, at: float
) -> JobOnStage:
    """Holds the answers of two polls, one of the older state and one at `at` %, and returns the job."""
    job = stage.add_job(status=status, progress=progress)
    job.hold_answers()
    job.hold_handshakes()
    stage.show(job)
    job.progress(at)
    job.open_held_handshake()
    job.pass_handshakes()
    stage.let_pass(seconds=1)
    return job


def release_newest_first(job: JobOnStage) -> None:
    """Releases the newest answer first, and then each older one."""
    job.pass_answers()
    while job.held_answers:
        job.release_answer(-1, as_of="arrival")


@scenario(
    "older-progress-lands-last",
    family=FAMILY,
    tier="resilience",
    sentence="Two polls are under way and the older answer, 40 %, lands after the newer, 80 %: "
    "the bar never falls back.",
    forced=in_order(older_answer_read(), unless=[one_poll_at_a_time()]),
)
def test_the_bar_stays_when_an_older_answer_lands_last(stage: Stage) -> None:
    job = hold_two_polls(stage, status="running", progress=40, at=80)
    release_newest_first(job)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")


@scenario(
    "older-pending-lands-last",
    family=FAMILY,
    tier="resilience",
    sentence="Two polls are under way and the older answer, pending, lands after the newer, "
    "running: the page goes on saying running.",
    forced=in_order(older_answer_read(), unless=[one_poll_at_a_time()]),
)
def test_running_stays_when_an_older_pending_lands_last(stage: Stage) -> None:
    job = hold_two_polls(stage, status="pending", progress=None, at=50)
    release_newest_first(job)
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")


@scenario(
    "older-answer-after-a-frame",
    family=FAMILY,
    tier="resilience",
    sentence="A poll is under way when the socket says 95 %, and its answer, 40 %, lands after "
    "that: the bar never falls back.",
    forced=in_order(
        frame_taken('"percent": 95'), act("release_all_answers", "the older answer goes out")
    ),
)
def test_the_bar_stays_when_an_older_answer_lands_after_a_frame(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    stage.show(job)
    job.progress(95)
    job.release_all_answers(as_of="arrival")
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")


@scenario_for_each(
    ENDS,
    id="older-question-told-the-end{case.suffix}",
    family=FAMILY,
    sentence="Two polls are under way, the newer one is answered running, the job {case.ends} "
    "unheard, and the older one is answered with that: the page says {case.status} at once.",
    forced=lambda end: in_order(
        poll_saw("running"),
        ended(end.status, unheard=True),
        poll_saw(end.status),
        unless=[one_poll_at_a_time()],
    ),
)
def test_the_end_is_older_than_nothing(stage: Stage, end: End) -> None:
    job = hold_two_polls(stage, status="running", progress=40, at=80)
    job.release_answer(-1)
    job.end(end.message, broadcast=False)
    if job.held_answers:
        job.release_answer(0)
        stage.let_pass(milliseconds=RENDERS_LATE)
        stage.expect_shown(status=end.status)
    job.release_all_answers()
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@dataclass(frozen=True)
class Less:
    """The state of the job at the later poll; `said` is that state in words, `keeps` what must stay."""

    status: JobStatus
    progress: float | None
    said: str
    keeps: str


LESS = {
    "less": Less("running", 40, "the 40 %", "the bar never falls back"),
    "pending": Less("pending", None, "the pending", "it never looks pending again"),
}


@scenario_for_each(
    LESS,
    id="later-question-answered-with-{name}",
    family=FAMILY,
    sentence="Two polls are under way, the one asked first is answered with 80 % and the one asked "
    "last with {case.said} of its arrival: {case.keeps}.",
    forced=lambda less: in_order(
        poll_saw("running"), poll_saw(less.status), unless=[one_poll_at_a_time()]
    ),
)
def test_what_is_shown_stays_when_the_later_question_is_answered_with_less(
    stage: Stage, less: Less
) -> None:
    job = stage.add_job(status=less.status, progress=less.progress)
    job.hold_answers()
    job.hold_handshakes()
    stage.show(job)
    job.open_held_handshake()
    job.pass_handshakes()
    job.progress(80, broadcast=False)
    job.release_answer(0)
    if job.held_answers:
        job.release_answer(0, as_of="arrival")
    job.release_all_answers()
    stage.let_pass(seconds=4)
    stage.expect_shown(status="running")
