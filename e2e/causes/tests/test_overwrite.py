"""The event that overwrote a newer state, on histories written by hand, in which it is known."""

from __future__ import annotations

import json

from e2e.causes.overwrite import find_overwrite
from e2e.causes.received import get_received
from e2e.history.history import History
from e2e.history.page_events import BodyRead, FetchAnswered, FrameTaken
from e2e.history.tests.written import JOB, Written
from e2e.properties import NO_FLASH, NO_STALE_READ, POLLING_STOPS, Violation
from mock_backend.journal.events import AnswerSent, FrameSent, RequestArrived


class Conversation(Written):
    """A history with both ends of each answer and frame."""

    def __init__(self) -> None:
        super().__init__()
        self._requests = 0

    def polls(self) -> Conversation:
        self.asks()
        self._requests += 1
        target = f"/v1/jobs/{JOB}?_t={self.at}"
        arrived = RequestArrived(self.at, 100 + self._requests, JOB, 1, "GET", target, None)
        self.history.append("backend", arrived)
        return self

    def answers(
        self, fetch: int, status: str, progress: float | None, version: int
    ) -> Conversation:
        sent = AnswerSent(self.at, 100 + fetch, 200, status, progress, version)
        self.history.append("backend", sent)
        return self.takes(fetch, status, progress)

    def takes(self, fetch: int, status: str, progress: float | None) -> Conversation:
        self.history.append("page", FetchAnswered(self.at, fetch, 200))
        self.history.append("page", BodyRead(self.at, fetch, JOB, status, progress))
        return self

    def tells(self, **said: object) -> Conversation:
        frame = json.dumps({"job_id": JOB, **said})
        self.history.append("backend", FrameSent(self.at, 9, frame))
        self.history.append("page", FrameTaken(self.at, 1, frame))
        return self


def violated(history: History, property: str = NO_FLASH.id) -> Violation:
    return Violation(property, "it is wrong", history.entries[-1])


def an_answer_after_the_end() -> Conversation:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().connects()
    it.polls().rests(held=1)
    it.passes(1).act("complete").truth("completed", 100)
    it.tells(status="completed").shows("completed")
    it.rests(held=1)
    it.passes(1).act("release_answer")
    it.answers(1, "running", 40, 1).shows("running", 40)
    return it


def test_the_answer_is_found_with_when_it_was_asked_sent_applied_and_true() -> None:
    history = an_answer_after_the_end().history
    found = find_overwrite(history, violated(history))

    assert found is not None
    assert found.told is not None
    assert (found.told.kind, found.told.says, found.told.version) == ("answer", "running 40 %", 1)
    places = (found.told.asked, found.told.sent, found.told.applied, found.told.as_of)
    assert [(each.act, each.event.at) for each in places if each] == [
        (1, 0), (3, 2_000), (3, 2_000), (0, 0),
    ]  # fmt: skip
    assert found.told.until is not None
    assert (found.told.until.act, found.told.until.event.at) == (2, 1_000)
    assert found.newer is not None
    assert (found.newer.kind, found.newer.says, found.newer.version) == ("frame", "completed", 2)
    assert found.shown_before is not None
    assert found.shown_before.act == 2


def test_a_frame_that_was_never_true_is_dated_by_its_status() -> None:
    it = an_answer_after_the_end()
    it.act("late")
    it.tells(percent=70.0).shows("running", 70)
    found = find_overwrite(it.history, violated(it.history))

    assert found is not None
    assert found.told is not None
    assert (found.told.kind, found.told.says, found.told.is_exact) == (
        "frame",
        "running 70 %",
        False,
    )
    assert found.told.version == 1


def test_an_answer_without_a_request_is_the_caches() -> None:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens()
    it.polls().answers(1, "running", 40, 1).shows("running", 40).rests()
    it.act("complete").truth("completed", 100)
    it.act("let_pass").asks().history.append("page", FetchAnswered(it.at, 2, 200))
    it.reads("running", 2)
    found = find_overwrite(it.history, violated(it.history, NO_STALE_READ.id))

    assert [each.is_from_cache for each in get_received(it.history)] == [False, True]
    assert found is not None
    assert found.told is not None
    assert found.told.is_from_cache
    assert found.told.asked is None


def test_a_later_request_for_the_same_address_is_not_the_cached_one() -> None:
    it = Conversation()
    it.truth("running", 40)
    it.act("show").opens().asks()
    it.takes(1, "running", 40).rests()
    it.act("again")
    it.polls()
    it.history.append("backend", AnswerSent(it.at, 101, 200, "running", 40, 1))
    it.takes(2, "running", 40)

    assert [each.is_from_cache for each in get_received(it.history)] == [True, False]


def test_a_state_that_is_rendered_again_for_the_channel_is_wrong_where_it_first_was() -> None:
    it = an_answer_after_the_end()
    first = it.history.entries[-1]
    it.act("drop").drops().shows("running", 40)
    found = find_overwrite(it.history, violated(it.history))

    assert found is not None
    assert found.first == first
    assert found.told is not None


def test_what_came_right_before_is_given_where_nothing_was_told() -> None:
    it = an_answer_after_the_end()
    it.act("drop").drops().shows("pending")
    found = find_overwrite(it.history, violated(it.history))

    assert found is not None
    assert found.told is None
    assert found.cause is not None
    assert found.cause.event.kind == "socket_closed"
    assert found.newer is not None
    assert found.newer.says == "completed"


def test_a_violation_that_is_about_no_state_has_no_overwrite() -> None:
    it = an_answer_after_the_end()
    it.act("let_pass")
    it.polls()
    polled = next(e for e in reversed(it.history.entries) if e.source == "page")

    assert find_overwrite(it.history, Violation(POLLING_STOPS.id, "it asks", polled)) is None


def test_an_instance_knows_nothing_that_only_the_one_before_it_was_told() -> None:
    it = an_answer_after_the_end()
    it.act("reload").opens().shows("pending")
    how = find_overwrite(it.history, violated(it.history))
    assert how is not None
    assert (how.told, how.newer) == (None, None)
