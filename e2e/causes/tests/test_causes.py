"""The cause of a failure, on histories written by hand, in which the cause is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.causes import KINDS, Cause, choose_leading, find_cause
from e2e.causes.tests.test_overwrite import Conversation
from e2e.history.history import History
from e2e.history.page_events import DocumentRestored, PageComplained, TimerCleared
from e2e.history.tests.written import Written
from e2e.properties import (
    COMPLETION_IN_TIME,
    NO_FLASH,
    ONLY_WHAT_WAS_TRUE,
    POLLING_STOPS,
    PROGRESS_IN_TIME,
    TERMINAL_IS_ABSORBING,
    TRUTH_IN_THE_END,
    Property,
    Violation,
)


def running() -> Conversation:
    """Returns the history of a page that shows a running job and has polled once."""
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().shows("pending")
    it.polls().sends("running").reads("running").shows("running", 40).rests()
    return it


def completes_unseen(it: Written) -> Written:
    """Writes that the job ends, and that half a minute later the page shows the same state as before."""
    it.act("complete").truth("completed", 100)
    return it.passes(30).act("let_pass").rests()


def a_poll_that_fails() -> Written:
    it = running().passes(2)
    it.asks().is_refused(503).rests()
    return completes_unseen(it)


def three_polls_that_fail() -> Written:
    it = running()
    for _ in range(3):
        it.passes(2).asks().is_refused(404).rests()
    return completes_unseen(it)


def a_silent_socket() -> Written:
    return completes_unseen(running().connects().rests())


def a_count_of_polls_before_its_end() -> Written:
    it = running()
    for _ in range(28):
        it.passes(2).asks().sends("running").reads("running").rests()
    return it.passes(2).asks().sends("running").reads("running")


def a_count_of_polls() -> Written:
    return completes_unseen(a_count_of_polls_before_its_end().rests())


def thirty_polls_beside_a_socket() -> Written:
    return ask_thirty_times(running().connects().rests())


def thirty_polls_in_a_hidden_tab() -> Written:
    return ask_thirty_times(running().passes(3).act("hide").hides().rests())


def a_poll_every_quarter_of_an_hour() -> Written:
    it = running().passes(2).asks().sends("running").reads("running")
    return completes_unseen(it.sets_timer(7, after=900_000).rests())


def a_poll_every_minute_by_an_interval() -> Written:
    it = running().sets_timer(7, every=60_000, after=60_000).rests().passes(60).fires_timer(7)
    return completes_unseen(it.asks().sends("running").reads("running").rests())


def a_count_of_polls_and_a_timer_that_is_cleared() -> Written:
    it = a_count_of_polls_before_its_end().sets_timer(7, after=900_000).rests()
    it.history.append("page", TimerCleared(it.at, 7))
    return completes_unseen(it)


def a_count_of_polls_and_a_watchdog() -> Written:
    return completes_unseen(a_count_of_polls_before_its_end().sets_timer(7, after=5_000).rests())


def a_count_of_polls_and_a_timer_that_asks_nothing() -> Written:
    it = a_count_of_polls_before_its_end().sets_timer(7, after=12_000).rests()
    return completes_unseen(it.passes(12).fires_timer(7).rests())


def thirty_polls_that_fail() -> Written:
    it = running()
    for _ in range(30):
        it.passes(2).asks().is_refused(503).rests()
    return completes_unseen(it)


def ask_thirty_times(it: Written) -> Written:
    for _ in range(30):
        it.passes(2).asks().sends("running").reads("running").rests()
    return completes_unseen(it)


def a_hundred_percent() -> Written:
    it = running().connects().rests()
    it.act("progress").truth("running", 100).is_told(percent=100).shows("running", 100).rests()
    return completes_unseen(it)


def a_hidden_tab() -> Written:
    it = running().passes(3).act("hide").hides().rests()
    it.passes(60).act("see").is_seen().rests()
    return completes_unseen(it)


def a_laptop_offline() -> Written:
    it = running().passes(3).act("lose_network").goes_offline().rests()
    it.passes(20).act("find_network").is_online().asks().reads("running").rests()
    return completes_unseen(it)


def a_laptop_that_is_shut() -> Written:
    it = running().passes(3).act("hide_tab").hides().rests()
    it.act("lose_network").goes_offline().passes(20).act("show_tab").is_seen().rests()
    return completes_unseen(it.act("find_network").is_online().rests())


def a_laptop_that_is_shut_and_polls() -> Written:
    it = running().passes(3).act("hide_tab").hides().rests()
    it.act("lose_network").goes_offline().passes(2).act("let_pass").asks().reads("running").rests()
    it.act("show_tab").is_seen().rests().act("find_network").is_online().rests()
    return completes_unseen(it)


def a_window_without_the_focus() -> Written:
    return completes_unseen(running().passes(3).act("leave_window").rests())


def polls_that_the_page_cancels() -> Written:
    it = running().act("complete").truth("completed", 100)
    for _ in range(12):
        it.passes(2).gives_up().asks().rests()
    return it.act("let_pass").rests()


def a_kept_page() -> Written:
    it = running().passes(3).act("freeze").hides().rests()
    it.act("restore")
    it.history.append("page", DocumentRestored(it.at))
    return completes_unseen(it.is_seen().rests())


def a_kept_page_that_cancels_each_poll_at_once() -> Written:
    it = running().passes(3).act("freeze").hides().rests()
    return completes_unseen(it.act("restore").is_seen().asks().gives_up().rests())


def an_answer_that_never_comes() -> Written:
    it = running().act("complete").truth("completed", 100)
    it.passes(2).asks().rests()
    return it.passes(30).act("let_pass").rests()


def no_request() -> Written:
    it = Written()
    it.truth("running", 40)
    it.act("show").opens().shows("pending").rests()
    return completes_unseen(it)


def no_request_after_a_refresh() -> Written:
    it = running().act("refresh").opens().shows("pending")
    return completes_unseen(it.connects().rests())


def an_answer_that_is_not_applied() -> Written:
    it = running().act("complete").truth("completed", 100)
    for fetch in (2, 3, 4):
        it.passes(5)
        it.polls().answers(fetch, "completed", 100, 2).rests()
    return it


def an_answer_that_cannot_be_rendered() -> Written:
    """An error boundary catches the error, and React reports it to the console."""
    it = running().act("complete").truth("completed", 100).passes(2)
    it.polls().answers(2, "completed", 100, 2)
    error = PageComplained(it.at, "console.error", "TypeError: no frames", "at Results")
    it.history.append("page", error)
    return it.rests().passes(20).act("let_pass").rests()


def an_answer_out_of_the_cache() -> Written:
    it = running().act("complete").truth("completed", 100)
    for fetch in (2, 3, 4):
        it.passes(5).asks()
        it.takes(fetch, "running", 40).rests()
    return it


def test_a_kept_page_was_hidden_as_well() -> None:
    cause = find(COMPLETION_IN_TIME, a_kept_page().history)
    assert cause.id == "polling-ended-when-left"
    assert [each.id for each in cause.alternatives] == ["polling-ended-in-a-hidden-tab"]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (thirty_polls_that_fail, "polling-ended-after-a-failed-poll"),
        (thirty_polls_beside_a_socket, "no-poll-while-connected"),
        (thirty_polls_in_a_hidden_tab, "polling-ended-in-a-hidden-tab"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_thirty_polls_in_a_row_may_be_the_end_of_a_count_as_well(
    write: Callable[[], Written], expected: str
) -> None:
    cause = find(COMPLETION_IN_TIME, write().history)
    assert cause.id == expected
    assert [each.id for each in cause.alternatives] == ["polling-ended-after-a-count"]


@pytest.mark.parametrize(
    ("write", "expected", "said"),
    [
        (a_poll_that_fails, "polling-ended-after-a-failed-poll", "asked at 2 s (503)"),
        (three_polls_that_fail, "polling-ended-after-a-failed-poll", "3 polls in a row failed"),
        (a_silent_socket, "no-poll-while-connected", "open since 0 s"),
        (a_count_of_polls, "polling-ended-after-a-count", "30 polls were asked"),
        (a_poll_every_quarter_of_an_hour, "asks-too-seldom", "followed by another after 900 s"),
        (a_poll_every_minute_by_an_interval, "asks-too-seldom", "followed by another after 60 s"),
        (a_count_of_polls_and_a_timer_that_is_cleared, "polling-ended-after-a-count", "30 polls"),
        (a_count_of_polls_and_a_watchdog, "polling-ended-after-a-count", "30 polls"),
        (a_count_of_polls_and_a_timer_that_asks_nothing, "polling-ended-after-a-count", "30 polls"),
        (a_hundred_percent, "polling-ended-with-a-frame", "is told 100 %"),
        (a_hidden_tab, "polling-ended-in-a-hidden-tab", "nothing was asked"),
        (a_laptop_offline, "polling-ended-when-offline", "the laptop was offline"),
        (a_laptop_that_is_shut, "polling-ended-in-a-hidden-tab", "the tab was hidden"),
        (a_laptop_that_is_shut_and_polls, "polling-ended-when-offline", "the laptop was offline"),
        (
            a_window_without_the_focus,
            "polling-ended-without-the-focus",
            "another window got the focus, and nothing was asked",
        ),
        (polls_that_the_page_cancels, "cancels-its-own-polls", "the last after 2 s"),
        (a_kept_page, "polling-ended-when-left", "the kept page came back, and nothing was asked"),
        (
            a_kept_page_that_cancels_each_poll_at_once,
            "polling-ended-when-left",
            "restore, and nothing was asked",
        ),
        (an_answer_that_never_comes, "waits-for-an-answer", "never answered"),
        (no_request, "never-asked", "no request"),
        (no_request_after_a_refresh, "never-asked", "the instance before it had asked"),
        (an_answer_that_is_not_applied, "answer-not-applied", "told completed 100 %"),
        (an_answer_that_cannot_be_rendered, "page-threw", "threw 'TypeError: no frames'"),
        (an_answer_out_of_the_cache, "answered-from-a-cache", "cache: no-store"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_page_that_stays_on_running_has_the_cause_that_made_it_so(
    write: Callable[[], Written], expected: str, said: str
) -> None:
    cause = find(COMPLETION_IN_TIME, write().history)
    assert cause.id == expected
    assert said in cause.mechanism
    assert KINDS[cause.id].sentence.endswith(".")


@pytest.mark.parametrize("kind", ["answer", "frame"])
def test_progress_that_is_not_shown_is_told_with_the_news_that_told_it(kind: str) -> None:
    it = running()
    it.act("progress").truth("running", 95)
    if kind == "frame":
        it.connects().is_told(percent=95)
    else:
        it.passes(2).asks().reads("running", percent=95)
    told = it.history.entries[-1]
    cause = find(PROGRESS_IN_TIME, it.rests().passes(20).act("let_pass").rests().history)
    assert (cause.id, cause.event) == (f"{kind}-not-applied", told)


def test_an_end_that_comes_with_a_timer_is_the_pages_own() -> None:
    it = running().sets_timer(1, after=300_000).rests().passes(300)
    it.act("let_pass").fires_timer(1).shows("failed").rests().passes(5).act("let_pass").rests()
    assert find(ONLY_WHAT_WAS_TRUE, it.history).id == "ends-the-job-itself"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("completed", set[str]()), ("running", {"older-frame-applied"})],
    ids=["a late frame that says the same", "one that says less"],
)
def test_an_older_frame_over_the_end_is_told_with_what_the_page_knew(
    status: str, expected: set[str]
) -> None:
    it = running().connects()
    it.act("complete").truth("completed", 100)
    it.polls().answers(2, "completed", 100, 2).shows("completed", 100).rests()
    it.act("progress").is_told(status=status, percent=95).shows(status, 95).rests()
    violation = TERMINAL_IS_ABSORBING.find(it.passes(20).act("let_pass").rests().history)
    found = {find_cause(it.history, violation).id} if violation else set()
    assert found == expected


def test_a_wrong_state_that_passes_is_told_as_one_for_a_moment() -> None:
    it = running().connects()
    it.act("complete").truth("completed", 100).is_told(status="completed").shows("completed")
    it.drops().shows("running", 95).shows("completed").rests()
    cause = find(NO_FLASH, it.history)
    assert (cause.id, "1006" in cause.mechanism) == ("older-state-for-a-moment", True)


@pytest.mark.parametrize("was_there_before", [False, True])
def test_polls_of_which_an_earlier_instance_may_be_the_sender_are_told_with_that_alternative(
    was_there_before: bool,
) -> None:
    it = Written()
    it.truth("completed", 100)
    it.act("show").opens()
    if was_there_before:
        it.unmounts().rests()
        it.act("mount").mounts()
    it.asks().sends("completed").reads("completed").shows("completed").rests()
    it.passes(2).act("let_pass").asks()
    cause = find(POLLING_STOPS, it.history)
    assert cause.id == "polls-after-the-end"
    alternatives = ["left-behind-after-unmount"] if was_there_before else []
    assert [each.id for each in cause.alternatives] == alternatives


@pytest.mark.parametrize(
    ("shown_after", "expected"), [(None, "page-threw"), ("running", "no-poll-while-connected")]
)
def test_an_error_comes_first_where_the_page_shows_nothing_after_it(
    shown_after: str | None, expected: str
) -> None:
    it = running().connects().rests()
    it.act("progress").complains("error", "Cannot read properties of undefined").shows(shown_after)
    history = completes_unseen(it.rests()).history
    violation = Violation(TRUTH_IN_THE_END.id, "it is wrong", history.entries[-1])
    assert find_cause(history, violation).id == expected


def test_of_two_causes_that_a_play_cannot_tell_apart_the_one_that_others_show_leads() -> None:
    ambiguous = ("a", ("b",))
    assert choose_leading([ambiguous, ("b", ()), ("c", ())]) == ["b", "b", "c"]
    assert choose_leading([ambiguous, ("a", ()), ("b", ())]) == ["a", "a", "b"]
    assert choose_leading([ambiguous, ("c", ())]) == ["a", "c"]
    other_way = ("b", ("a",))
    assert choose_leading([other_way, ("c", ())]) == ["b", "c"]
    assert choose_leading([other_way, ambiguous, other_way]) == ["b", "b", "b"]
    assert choose_leading([other_way, ambiguous]) == ["a", "a"]


def find(broken: Property, history: History) -> Cause:
    violation = broken.find(history)
    assert violation is not None
    return find_cause(history, violation)


def test_the_documentation_has_each_cause_with_its_sentence() -> None:
    text = (Path(__file__).parents[3] / "docs" / "causes.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        assert f"| `{kind.id}` | {kind.sentence} | {kind.fix or ''} |" in text
    assert text.count("\n| `") == len(KINDS)
