"""A proof says forced, prevented or not forced, and why."""

from __future__ import annotations

from e2e.history.tests.written import Written
from e2e.proofs import (
    Forced,
    NotForced,
    Prevented,
    document_opened,
    ended,
    frame_taken,
    in_order,
    knows_from_memory,
    older_answer_read,
    poll_saw,
    socket_dropped,
    socket_opened,
    socket_waits,
)


def test_moments_in_their_order_are_forced_whatever_lies_between() -> None:
    written = Written().opens().asks().rests().act().truth("completed").rests().reads("completed")
    written.rests().connects()
    prove = in_order(ended(), poll_saw("completed"), socket_opened())
    assert prove(written.history) == Forced()


def test_a_moment_that_comes_too_early_does_not_count_and_the_reason_names_both() -> None:
    written = Written().opens().connects().rests().act().truth("completed").rests()
    verdict = in_order(ended(), socket_opened())(written.history)
    assert isinstance(verdict, NotForced)
    assert "the job is completed" in verdict.reason
    assert "the page's socket opens" in verdict.reason


def test_between_two_rests_page_and_backend_are_in_no_order_to_each_other() -> None:
    written = Written().act().truth("completed").opens().rests()
    assert in_order(document_opened(), ended())(written.history) == Forced()


def test_between_two_rests_the_pages_own_records_keep_their_order() -> None:
    written = Written().opens().act().reads("completed").asks().connects().rests()
    assert isinstance(in_order(socket_opened(), poll_saw("completed"))(written.history), NotForced)


def test_an_excuse_in_the_history_says_that_the_page_prevented_the_race() -> None:
    written = Written().opens().truth("completed").shows("completed").rests()
    verdict = in_order(poll_saw("completed"), unless=[knows_from_memory()])(written.history)
    assert verdict == Prevented("a document shows the end from memory and asks for nothing")


def test_a_page_that_shows_the_end_after_nothing_knows_it_from_memory() -> None:
    written = Written().opens().shows(None).shows("completed").rests()
    verdict = in_order(poll_saw("completed"), unless=[knows_from_memory()])(written.history)
    assert isinstance(verdict, Prevented)
    blank = Written().opens().shows(None).rests()
    verdict = in_order(poll_saw("completed"), unless=[knows_from_memory()])(blank.history)
    assert isinstance(verdict, NotForced)


def test_an_excuse_does_not_count_where_the_race_took_place() -> None:
    written = Written().opens().shows("completed").rests().opens().asks().reads("completed")
    prove = in_order(poll_saw("completed"), unless=[knows_from_memory()])
    assert prove(written.history) == Forced()


def test_a_page_that_asks_does_not_know_from_memory() -> None:
    written = Written().opens().shows("completed").asks().rests()
    verdict = in_order(poll_saw("completed"), unless=[knows_from_memory()])(written.history)
    assert isinstance(verdict, NotForced)


def test_an_older_answer_is_one_that_lands_after_a_newer() -> None:
    newer_last = Written().opens().asks().asks().reads("pending", 1).reads("running", 2)
    older_last = Written().opens().asks().asks().reads("running", 2).reads("pending", 1)
    assert isinstance(in_order(older_answer_read())(newer_last.history), NotForced)
    assert in_order(older_answer_read())(older_last.history) == Forced()


RECONNECTED = in_order(socket_dropped(), ended(), socket_opened())


def test_a_page_without_a_socket_for_a_minute_keeps_out_of_what_needs_one() -> None:
    written = Written().opens().connects().drops().act().truth("completed").passes(60).rests()
    assert RECONNECTED(written.history) == Prevented("the page makes no WebSocket for 60 s")


def test_a_page_that_never_makes_one_does_too() -> None:
    written = Written().opens().act().truth("completed").passes(60).rests()
    assert isinstance(RECONNECTED(written.history), Prevented)


def test_a_page_that_may_still_reconnect_has_not_been_forced() -> None:
    written = Written().opens().connects().drops().act().truth("completed").passes(59.9).rests()
    assert isinstance(RECONNECTED(written.history), NotForced)


def test_a_page_that_has_a_socket_has_not_been_forced() -> None:
    written = Written().opens().connects().act().truth("completed").passes(90).rests()
    assert isinstance(RECONNECTED(written.history), NotForced)


def test_a_page_that_made_a_socket_and_closed_it_has_not_been_forced() -> None:
    """The first page makes no second socket after it closed its only one, so it prevented the race."""
    written = Written().opens().connects().act().truth("completed").drops().passes(60).rests()
    assert isinstance(in_order(socket_opened(), socket_waits())(written.history), Prevented)
    again = Written().opens().connects().rests().connects().drops().passes(60).rests()
    assert isinstance(in_order(socket_opened(), socket_waits())(again.history), NotForced)


def test_what_needs_no_socket_is_not_excused_by_its_absence() -> None:
    written = Written().opens().act().truth("completed").passes(90).rests()
    assert isinstance(in_order(ended(), poll_saw("completed"))(written.history), NotForced)


TOLD_EARLY = in_order(ended(), frame_taken('"completed"'))


def test_a_page_that_connects_after_its_first_answer_keeps_out_of_what_comes_before() -> None:
    written = Written().opens().asks().rests().act().truth("completed").rests()
    written.act().reads("running").connects().rests()
    assert TOLD_EARLY(written.history) == Prevented(
        "the page makes its WebSocket once it has its first answer"
    )


def test_a_page_whose_first_answer_was_not_kept_from_it_has_not_been_forced() -> None:
    at_once = Written().act().opens().asks().reads("running").connects().rests()
    at_once.act().truth("completed").rests()
    assert isinstance(TOLD_EARLY(at_once.history), NotForced)
    beside = Written().opens().asks().connects().rests().act().truth("completed").rests()
    beside.act().reads("running").rests()
    assert isinstance(TOLD_EARLY(beside.history), NotForced)
