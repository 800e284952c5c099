"""A failure beside a second component is its doing, unless the page fails so without it as well."""

from __future__ import annotations

from e2e.causes import Cause, choose_leading, find_cause
from e2e.history.stage_events import MOUNT_BESIDE
from e2e.history.tests.written import Written
from e2e.properties import COMPLETION_IN_TIME, Violation


def polling(*, beside: bool) -> Written:
    it = Written().truth("running", 40).truth("completed", 100, job="beside")
    it.act("show").opens().asks().reads("running").shows("running", 40).rests()
    return it.act(MOUNT_BESIDE).rests() if beside else it


def find_after_the_end(it: Written) -> Cause:
    it.act("complete").truth("completed", 100).passes(30).act("let_pass").rests()
    wrong = it.history.entries[-1]
    return find_cause(it.history, Violation(COMPLETION_IN_TIME.id, "late", wrong))


def test_a_component_that_asks_no_more_is_upset_by_the_one_beside_it() -> None:
    cause = find_after_the_end(polling(beside=True))
    assert cause.id == "upset-by-a-second-component"
    assert [each.id for each in cause.alternatives] == ["polling-ended-after-a-count"]


def test_a_component_that_is_alone_is_not() -> None:
    assert find_after_the_end(polling(beside=False)).id == "polling-ended-after-a-count"


def test_the_other_failures_of_the_page_decide_between_the_two() -> None:
    both = ("upset-by-a-second-component", ("polling-ended-after-a-count",))
    alone: tuple[str, tuple[str, ...]] = ("polling-ended-after-a-count", ())
    assert choose_leading([both])[0] == "upset-by-a-second-component"
    assert choose_leading([both, alone])[0] == "polling-ended-after-a-count"


def test_a_state_that_only_the_job_beside_had_is_that_job_s() -> None:
    it = polling(beside=True).passes(2).act("let_pass").asks().reads("running")
    it.shows("completed").rests().passes(9).rests()
    wrong = it.history.entries[-1]
    cause = find_cause(it.history, Violation(COMPLETION_IN_TIME.id, "late", wrong))
    assert cause.id == "another-jobs-state"
    assert "the job beside it" in cause.mechanism
