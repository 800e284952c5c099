"""Polls get no answer, and the page goes on polling."""

from __future__ import annotations

from typing import Final

from e2e.catalogue import ENDS, End, scenario_for_each
from e2e.proofs import answer_lost, in_order, poll_saw
from e2e.stage import Stage
from mock_backend import CutBeforeHeaders, HtmlPage

FAMILY: Final = "lost answers"


@scenario_for_each(
    ENDS,
    id="one-poll-lost{case.suffix}",
    family=FAMILY,
    sentence="A single poll fails while the socket is down: the page goes on polling and shows "
    "{case.status}.",
    forced=lambda end: in_order(answer_lost(), poll_saw(end.status)),
)
def test_one_failed_poll_does_not_end_polling(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(CutBeforeHeaders())
    stage.let_pass(seconds=2)
    stage.let_pass_until(lambda: answer_lost().is_in(stage.history))
    job.heal_answers()
    job.end(end.message)
    stage.let_pass(seconds=12)
    stage.expect_shown(status=end.status)


@scenario_for_each(
    ENDS,
    id="polls-fail-for-a-minute{case.suffix}",
    family=FAMILY,
    sentence="A proxy answers every poll with an HTML page for a minute: when it is gone the page "
    "shows {case.status}, without an error.",
    forced=lambda end: in_order(answer_lost(), answer_lost(), poll_saw(end.status)),
)
def test_a_minute_of_failed_polls_does_not_end_polling(stage: Stage, end: End) -> None:
    job = stage.add_job(progress=40)
    job.hold_handshakes()
    stage.show(job)
    job.fault_answers(HtmlPage())
    stage.let_pass(seconds=60)
    job.end(end.message)
    job.heal_answers()
    stage.let_pass(seconds=15)
    stage.expect_shown(status=end.status)
