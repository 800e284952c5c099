"""The job has completed and its results are not written yet: a poll is answered 404, the next 200.

The team's older server answers so: after `completed` is in the database and before the results are on
disk, it answers 404 with `Results file not found`.
"""

from __future__ import annotations

from typing import Final

from e2e.catalogue import scenario
from e2e.proofs import answer_spoiled, asks_no_more, ended, in_order, poll_saw, socket_opened
from e2e.stage import Stage
from mock_backend import Status
from mock_backend.wire import RESULTS_NOT_FOUND

FAMILY: Final = "missed completion"
NOT_THERE_YET = Status(404, RESULTS_NOT_FOUND)


@scenario(
    "results-not-there-yet-while-polling",
    family=FAMILY,
    sentence="The socket never opens, the job completes, and the poll that would tell it is answered "
    "404 as its results are not written yet: the page asks again, and shows completed.",
    forced=in_order(poll_saw("running"), ended(unheard=True), answer_spoiled()),
)
def test_a_404_between_running_and_completed_is_not_the_last_word(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(NOT_THERE_YET, count=1)
    job.complete()
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")


@scenario(
    "results-not-there-yet-on-an-open-socket",
    family=FAMILY,
    sentence="The socket is open and loses the event that says completed, and the poll that would tell "
    "it is answered 404 as the results are not written yet: the page finds out all the same.",
    forced=in_order(
        socket_opened(), ended(unheard=True), answer_spoiled(), unless=[poll_saw("completed")]
    ),
)
def test_a_404_while_the_socket_is_silent_is_not_the_last_word(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.fault_answers(NOT_THERE_YET, count=1)
    job.complete(broadcast=False)
    stage.let_pass(seconds=22)
    stage.expect_shown(status="completed")


@scenario(
    "results-not-there-yet-after-the-event",
    family=FAMILY,
    sentence="The socket says completed, and the poll that asks for the results is answered 404 as they "
    "are not written yet: the page goes on saying completed.",
    forced=in_order(socket_opened(), ended(), answer_spoiled(), unless=[asks_no_more()]),
)
def test_a_404_after_the_event_takes_nothing_back(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.fault_answers(NOT_THERE_YET, count=1)
    job.complete()
    stage.let_pass(seconds=31)
    stage.expect_shown(status="completed")


@scenario(
    "results-not-there-yet-on-opening",
    family=FAMILY,
    sentence="The page is opened on a job that has just completed, and its first poll is answered 404 "
    "as the results are not written yet: the page asks again, and shows completed.",
    forced=in_order(ended(unheard=True), answer_spoiled()),
)
def test_a_404_to_the_first_poll_is_not_the_last_word(stage: Stage) -> None:
    job = stage.add_job(progress=95)
    job.complete()
    job.fault_answers(NOT_THERE_YET, count=1)
    stage.show(job)
    stage.let_pass(seconds=13)
    stage.expect_shown(status="completed")
