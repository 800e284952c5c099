"""A tab that leaves it to another one to ask the server: its history has polls that it did not send."""

from __future__ import annotations

import pytest

from e2e.causes import Cause, find_cause
from e2e.causes.tests.test_overwrite import Conversation
from e2e.history.tests.written import JOB, Written
from e2e.properties import COMPLETION_IN_TIME, TERMINAL_IS_ABSORBING, Violation
from mock_backend.journal.events import AnswerSent, RequestArrived


def second_tab() -> Written:
    """Returns the history of a tab that was opened beside another one."""
    return Written().truth("running", 40).act("open_tab").opens().shows("running", 40)


def another_tab_asks(it: Written) -> Written:
    target = f"/v1/jobs/{JOB}?_t={it.at}"
    it.history.append("backend", RequestArrived(it.at, 9, JOB, 3, "GET", target, None))
    return it


def find_after_the_end(it: Written) -> Cause:
    """Lets the job end unseen, and returns why half a minute later the page shows the state of before."""
    it.act("complete").truth("completed", 100).passes(30).act("let_pass").rests()
    wrong = it.history.entries[-1]
    return find_cause(it.history, Violation(COMPLETION_IN_TIME.id, "late", wrong))


def test_a_tab_that_asks_no_more_behind_one_that_is_closed_follows_it() -> None:
    it = second_tab().asks().reads("running").rests().passes(4)
    cause = find_after_the_end(another_tab_asks(it).rests().act("leave").rests())
    assert cause.id == "follows-another-tab"
    assert "another tab asked until 4 s and was closed" in cause.mechanism


def test_a_tab_that_asks_no_more_beside_one_that_goes_on_has_a_cause_of_its_own() -> None:
    it = second_tab().asks().reads("running").rests().passes(4)
    assert find_after_the_end(another_tab_asks(it).rests()).id == "polling-ended-after-a-count"


def test_a_tab_that_asks_last_follows_none() -> None:
    it = another_tab_asks(second_tab().rests()).passes(4).asks().reads("running").rests()
    assert find_after_the_end(it.act("leave").rests()).id == "polling-ended-after-a-count"


def test_a_second_tab_that_asks_nothing_may_follow_or_wait_for_its_socket() -> None:
    cause = find_after_the_end(second_tab().connects().rests())
    assert cause.id == "follows-another-tab"
    assert [each.id for each in cause.alternatives] == ["no-poll-while-connected"]


def test_the_first_tab_that_asks_nothing_follows_none() -> None:
    it = Written().truth("running", 40).act("show").opens().shows("running", 40).rests()
    assert find_after_the_end(it.act("open_tab").rests()).id == "never-asked"


def back_to_running(*, told_to_the_other: str) -> Cause:
    """Returns why a tab that knew of the end shows running again, as the other tab is answered."""
    it = another_tab_asks(second_tab().asks().reads("running").rests().passes(1))
    it.act("complete").truth("completed", 100).rests()
    it.act("release_answer").passes(2).asks().reads("completed").shows("completed").rests()
    it.act("release_all_answers")
    it.history.append("backend", AnswerSent(it.at, 9, 200, told_to_the_other, None, 1))
    it.shows("running", 40).rests().passes(9).act("let_pass").rests()
    wrong = it.history.entries[-1]
    return find_cause(it.history, Violation(COMPLETION_IN_TIME.id, "back", wrong))


def test_an_older_state_that_the_other_tab_was_told_is_that_tab_s() -> None:
    cause = back_to_running(told_to_the_other="running")
    assert cause.id == "older-state-of-another-tab"
    assert "another tab was told running" in cause.mechanism
    assert [each.id for each in cause.alternatives] == ["falls-back-to-an-older-state"]


def test_an_older_state_that_the_other_tab_was_not_told_is_the_page_s_own() -> None:
    assert back_to_running(told_to_the_other="completed").id == "falls-back-to-an-older-state"


@pytest.mark.parametrize(
    ("percent", "cause"), [(20, "another-jobs-state"), (95, "falls-back-to-an-older-state")]
)
def test_a_state_that_only_the_job_of_another_tab_had_is_that_ones(
    percent: float, cause: str
) -> None:
    it = Conversation()
    it.truth("running", 95).truth("running", 10, job="of another tab").act("show").opens()
    it.polls().answers(1, "running", 95, 1).shows("running", 95).rests().act("open_tab").rests()
    it.act("complete").truth("completed", 100).polls().answers(2, "completed", 100, 3)
    it.shows("completed").rests().act("progress").truth("running", 20, job="of another tab")
    it.shows("running", percent).rests().passes(30).act("let_pass").rests()
    violation = TERMINAL_IS_ABSORBING.find(it.history)
    assert violation is not None
    assert find_cause(it.history, violation).id == cause
