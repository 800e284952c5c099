"""Why a wrong state is shown, on histories written by hand: one for each way that pages went wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from e2e.causes import find_cause
from e2e.causes.tests.test_causes import completes_unseen, running
from e2e.causes.tests.test_overwrite import Conversation
from e2e.history.page_events import BodyRead, FetchAnswered, TimerFired, TimerSet
from e2e.history.stage_events import RECOVERY
from e2e.history.tests.written import Written
from e2e.properties import (
    COMPLETION_IN_TIME,
    ONLY_WHAT_WAS_TRUE,
    POLLING_STOPS,
    Violation,
)
from mock_backend.journal.events import AnswerSent


def the_end_is_misapplied() -> Written:
    it = running().act("complete").truth("completed", 100)
    it.passes(2).polls().answers(2, "completed", 100, 2).shows("running", 100).rests()
    return it.passes(30).act("let_pass").rests()


def a_socket_that_opens_takes_the_end_away() -> Written:
    it = running().act("complete").truth("completed", 100)
    it.polls().answers(2, "completed", 100, 2).shows("completed", 100).rests()
    it.act("accept").connects().shows("pending")
    return it.is_told(percent=95).shows("running", 95).rests()


def an_answer_that_a_library_hands_on_in_a_timer() -> Written:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().shows("pending").polls().connects().rests(held=1)
    it.act("complete").truth("completed", 100).is_told(status="completed").shows(
        "completed"
    ).rests()
    it.act("release").answers(1, "running", 40, 1)
    it.history.append("page", TimerSet(it.at, 7, it.at, None))
    it.history.append("page", TimerFired(it.at, 7))
    return it.shows("running", 40).rests()


def a_poll_that_fails_is_shown_as_a_failed_job() -> Written:
    it = running().passes(2).act("let_pass")
    return it.asks().loses().shows("failed").rests().passes(30).act("let_pass").rests()


def a_refusal_whose_body_is_read_is_shown_as_a_failed_job() -> Written:
    it = running().passes(2).act("let_pass")
    it.asks().is_refused(503).reads("error").shows("failed").rests()
    return it.passes(30).act("let_pass").rests()


def a_socket_that_ends_is_shown_as_a_failed_job() -> Written:
    it = running().connects().rests()
    return it.act("cut").drops().shows("failed").rests().passes(30).act("let_pass").rests()


def another_job_keeps_the_state_of_the_one_before() -> Written:
    it = Written()
    it.truth("completed", 100, job="before").truth("running", 10)
    it.act("show").opens("before").shows("completed", job="before").rests()
    it.act("switch").mounts().shows("completed").rests()
    return it.passes(30).act("let_pass").rests()


def an_end_is_remembered_of_a_job_that_began_anew() -> Written:
    it = Conversation()
    it.truth("completed", 100)
    it.act("show").opens().polls().answers(1, "completed", 100, 1).shows("completed").rests()
    it.act("restart").truth("running", 10).mounts().shows("completed").connects()
    it.is_told(status="running", percent=10).rests()
    return it.passes(30).act("let_pass").rests()


def a_bar_is_remembered_of_a_job_that_began_anew() -> Written:
    it = Conversation()
    it.truth("running", 95)
    it.act("show").opens().polls().answers(1, "running", 95, 1).shows("running", 95).rests()
    it.act("fail").truth("failed", 95)
    it.act("restart").truth("pending").truth("running", 10).mounts().polls()
    it.answers(2, "running", 10, 4).shows("running", 95).rests()
    return it.passes(30).act("let_pass").rests()


def an_end_is_remembered_while_the_instance_before_gives_up_its_poll() -> Written:
    it = Conversation()
    it.truth("failed", 40)
    it.act("show").opens().asks().connects().is_told(status="failed").shows("failed").rests(held=1)
    it.act("restart").truth("running", 10).unmounts().mounts().gives_up().shows("failed")
    return (
        it.rests()
        .passes(30)
        .act("complete")
        .truth("completed", 100)
        .connects(2)
        .is_told(socket=2, status="completed")
        .passes(30)
        .rests()
    )


def an_answer_that_was_not_modified() -> Written:
    it = running().act("complete").truth("completed", 100)
    for fetch in (2, 3):
        it.passes(2).polls()
        sent = AnswerSent(it.at, 100 + fetch, 304, "completed", 100, 2)
        it.history.append("backend", sent)
        it.takes(fetch, "running", 40).rests()
    return it.passes(30).act("let_pass").rests()


def a_poll_that_was_answered_after_a_minute() -> Written:
    it = running().passes(2).asks().act("complete").truth("completed", 100)
    it.passes(60).act("let_pass")
    it.history.append("page", FetchAnswered(it.at, 2, 200))
    it.history.append("page", BodyRead(it.at, 2, "job", "running", 40))
    return it.rests()


def an_error_that_only_tells_of_a_request() -> Written:
    it = running().passes(2).act("let_pass")
    it.asks().is_refused(502).complains("error", "Uncaught Error: The server answered 502.").rests()
    return completes_unseen(it)


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (the_end_is_misapplied, "answer-not-applied"),
        (a_socket_that_opens_takes_the_end_away, "socket-resets-the-state"),
        (an_answer_that_a_library_hands_on_in_a_timer, "older-answer-applied"),
        (a_poll_that_fails_is_shown_as_a_failed_job, "failed-poll-taken-for-the-job"),
        (
            a_refusal_whose_body_is_read_is_shown_as_a_failed_job,
            "failed-poll-taken-for-the-job",
        ),
        (a_socket_that_ends_is_shown_as_a_failed_job, "lost-socket-taken-for-the-job"),
        (another_job_keeps_the_state_of_the_one_before, "another-jobs-state"),
        (an_end_is_remembered_of_a_job_that_began_anew, "remembered-state-wins"),
        (a_bar_is_remembered_of_a_job_that_began_anew, "remembered-state-wins"),
        (
            an_end_is_remembered_while_the_instance_before_gives_up_its_poll,
            "remembered-state-wins",
        ),
        (an_answer_that_was_not_modified, "answered-from-a-cache"),
        (a_poll_that_was_answered_after_a_minute, "waits-for-an-answer"),
        (an_error_that_only_tells_of_a_request, "polling-ended-after-a-failed-poll"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_wrong_state_at_the_end_has_the_cause_that_made_it(
    write: Callable[[], Written], expected: str
) -> None:
    history = write().history
    violation = Violation(COMPLETION_IN_TIME.id, "it is wrong", history.entries[-1])
    assert find_cause(history, violation).id == expected


@pytest.mark.parametrize(("comes_to_say_it", "expected"), [(True, True), (False, False)])
def test_a_page_that_cannot_ask_after_a_refresh_and_says_it_later_has_only_forgotten(
    comes_to_say_it: bool, expected: bool
) -> None:
    it = Written()
    it.truth("completed", 100)
    it.act("show").opens().asks().sends("completed").reads("completed").shows("completed").rests()
    it.passes(3).act("reload").opens().shows("pending").asks().loses().rests(hindered=True)
    missed = it.passes(12).act("let_pass").rests(hindered=True).history.entries[-1]
    it.act(RECOVERY)
    if comes_to_say_it:
        it.asks().sends("completed").reads("completed").shows("completed")
    it.passes(60).rests()
    cause = find_cause(it.history, Violation("expected-state", "it is missed", missed, "advice"))
    assert (cause.id == "nothing-kept-over-a-refresh") is expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("completed", "polls-after-the-end"), ("running", "answer-not-applied")],
)
def test_a_page_that_polls_on_as_it_shows_not_what_it_was_told_did_not_apply_it(
    shown: str, expected: str
) -> None:
    it = Written()
    it.truth("completed", 100)
    it.act("show").opens().asks().sends("completed").reads("completed").shows(shown).rests()
    violation = POLLING_STOPS.find(it.passes(2).act("let_pass").asks().history)
    assert violation is not None
    assert find_cause(it.history, violation).id == expected


def test_a_poll_for_a_job_that_is_not_on_the_screen_is_left_behind() -> None:
    it = Written()
    it.truth("running", 40).truth("running", 10, job="next")
    it.act("show").opens().asks().sends("running").reads("running").shows("running", 40).rests()
    it.act("switch").mounts("next").shows("running", 10, job="next").rests()
    violation = POLLING_STOPS.find(it.passes(2).act("let_pass").asks().history)
    assert violation is not None
    assert find_cause(it.history, violation).id == "left-behind-after-unmount"


@pytest.mark.parametrize("is_taken_in", [True, False], ids=["its answer", "its state"])
def test_a_bar_that_is_as_far_as_the_job_before_shows_another_jobs_state(
    is_taken_in: bool,
) -> None:
    it = Conversation()
    it.truth("running", 40, job="before").truth("running", 10)
    it.act("show").opens("before").shows("running", 40, job="before").rests()
    it.act("switch").mounts()
    if is_taken_in:
        it.asks("before").sends("running").reads("running", job="before")
    it.shows("running", 40).rests()
    it.act("release").polls().answers(2, "running", 10, 1).shows("running", 10).rests()
    violation = ONLY_WHAT_WAS_TRUE.find(it.passes(3).act("let_pass").rests().history)
    assert violation is not None
    assert find_cause(it.history, violation).id == "another-jobs-state"


def test_a_state_that_never_was_is_not_explained_by_a_later_one_that_is_only_old() -> None:
    it = Conversation()
    it.truth("completed", 100, job="before").truth("running", 10)
    it.act("show").opens("before").shows("completed", job="before").rests()
    it.act("switch").mounts().shows("completed").polls().answers(1, "running", 10, 1)
    it.shows("running", 10).rests().passes(2).act("let_pass").polls().answers(2, "running", 10, 1)
    it.rests().act("complete").truth("completed", 100).rests()
    violation = ONLY_WHAT_WAS_TRUE.find(it.passes(1).act("let_pass").rests().history)
    assert violation is not None
    assert find_cause(it.history, violation).id == "another-jobs-state"


@pytest.mark.parametrize("is_of_the_opening", [True, False])
def test_a_poll_that_fails_as_the_socket_opens_may_be_the_last_for_either_reason(
    is_of_the_opening: bool,
) -> None:
    it = running().connects().rests()
    it.passes(0 if is_of_the_opening else 5).act("let_pass").asks().is_refused().rests()
    history = completes_unseen(it).history
    violation = COMPLETION_IN_TIME.find(history)
    assert violation is not None
    cause = find_cause(history, violation)
    assert cause.id == "polling-ended-after-a-failed-poll"
    others = ["no-poll-while-connected"] if is_of_the_opening else []
    assert [each.id for each in cause.alternatives] == others


@pytest.mark.parametrize("opens_after", [0, 5])
def test_so_may_one_that_fails_before_the_socket_opens_if_another_was_not_due_by_then(
    opens_after: int,
) -> None:
    it = running().passes(2).act("let_pass").asks().passes(8).loses().rests()
    it.passes(opens_after).act("open_handshake").connects().rests()
    history = completes_unseen(it).history
    violation = COMPLETION_IN_TIME.find(history)
    assert violation is not None
    cause = find_cause(history, violation)
    assert cause.id == "polling-ended-after-a-failed-poll"
    others = ["no-poll-while-connected"] if opens_after == 0 else []
    assert [each.id for each in cause.alternatives] == others


def test_a_hundred_percent_on_an_open_socket_may_be_no_reason() -> None:
    it = running().connects().rests()
    it.act("progress").truth("running", 100).is_told(percent=100).shows("running", 100).rests()
    history = completes_unseen(it).history
    violation = COMPLETION_IN_TIME.find(history)
    assert violation is not None
    cause = find_cause(history, violation)
    assert cause.id == "polling-ended-with-a-frame"
    assert [each.id for each in cause.alternatives] == ["no-poll-while-connected"]


def test_progress_that_never_was_is_explained_though_the_next_wrong_state_was_once_true() -> None:
    it = Conversation()
    it.truth("running", 1)
    it.act("show").opens().polls().answers(1, "running", 1, 1).shows("running", 100).rests()
    it.passes(5).act("let_pass").rests().act("progress").truth("running", 100).rests()
    it.act("complete").truth("completed", 100).rests().passes(2).polls()
    it.answers(2, "completed", 100, 3).shows("completed").rests()
    violation = ONLY_WHAT_WAS_TRUE.find(it.history)
    assert violation is not None
    assert find_cause(it.history, violation).id == "misread-answer"
