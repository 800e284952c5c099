"""A job has completed, and the request for its results is another than that for its state."""

from __future__ import annotations

from e2e.causes import find_cause
from e2e.history.tests.written import Written
from e2e.properties import COMPLETION_IN_TIME, Violation


def told_the_end() -> Written:
    """Returns the history of a page that polls, is told completed, and asks for the results."""
    it = Written().truth("running", 40).act("show").opens().shows("running", 40).rests()
    it.act("complete").truth("completed", 100).asks().sends("completed").reads("completed")
    return it.asks_for_results()


def find_id(it: Written) -> str:
    it.rests().passes(30).act("let_pass").rests()
    wrong = it.history.entries[-1]
    return find_cause(it.history, Violation(COMPLETION_IN_TIME.id, "late", wrong)).id


def test_a_page_that_shows_running_while_its_results_are_refused_waits_for_them() -> None:
    assert find_id(told_the_end().is_refused(404)) == "waits-for-the-results"


def test_a_page_that_waits_for_results_without_an_answer_waits_for_them() -> None:
    assert find_id(told_the_end()) == "waits-for-the-results"


def test_a_page_that_has_its_results_waits_for_nothing() -> None:
    assert find_id(told_the_end().is_refused(200).reads(None)) == "answer-not-applied"


def test_a_page_that_shows_failed_when_its_results_are_refused_takes_them_for_the_job() -> None:
    it = told_the_end().shows("completed").rests().act("let_pass")
    assert find_id(it.is_refused(500).shows("failed")) == "failed-results-taken-for-the-job"


def test_a_page_that_shows_failed_when_a_poll_is_refused_does_not() -> None:
    it = told_the_end().shows("completed").rests().act("let_pass")
    assert find_id(it.asks().is_refused(500).shows("failed")) == "failed-poll-taken-for-the-job"
