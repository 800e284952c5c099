"""The normal form has the events of a play, without the differences that the machine makes."""

from __future__ import annotations

import pytest

from e2e.history.history import History
from e2e.history.normal_form import get_normal_form
from e2e.history.page_events import (
    AnimationBegan,
    AnimationEnded,
    BodyFailed,
    DocumentOpened,
    FetchAnswered,
    FetchStarted,
    FrameTaken,
    PageEvent,
    PageSocketClosed,
    Shown,
    TimerCleared,
    TimerSet,
)
from e2e.history.tests.written import Written
from mock_backend.journal.events import (
    AnswerSpoiled,
    HandshakeHeld,
    JournalEvent,
    RequestAbandoned,
    RequestArrived,
)


def play(*events: object) -> list[str]:
    """Returns the normal form of a page that shows a state and then has `events`, at one moment."""
    written = Written().act().opens().shows("running")
    for event in events:
        written.history.append("page", event)  # type: ignore[arg-type]
    return get_normal_form(written.history)


ASKED = FetchStarted(0, 7, "GET", "/v1/jobs/job", "no-store")
ANSWERED = FetchAnswered(0, 7, 200)
CLOSED = PageSocketClosed(0, 3, 1011, True)
SET, CLEARED = TimerSet(0, 12, 5000, None), TimerCleared(0, 12)


@pytest.mark.parametrize(
    ("events", "others"),
    [
        ((ASKED, ANSWERED), (ANSWERED, ASKED)),
        ((SET, CLEARED), (CLEARED, SET)),
        ((ASKED,), (ASKED, CLOSED)),
        ((ASKED, CLOSED), (CLOSED, ASKED)),
        ((CLOSED,), (PageSocketClosed(0, 3, 1006, False),)),
    ],
)
def test_what_the_page_did_and_in_which_order_is_kept(
    events: tuple[object, ...], others: tuple[object, ...]
) -> None:
    assert play(*events) != play(*others)


def test_two_moments_are_never_mixed() -> None:
    def play_both(*moments: int) -> list[str]:
        written = Written().act().opens()
        for at in moments:
            written.history.append("page", TimerSet(at, 1, at + 1000, None))
            written.history.append("page", PageSocketClosed(at, 1, 1006, False))
        return get_normal_form(written.history)

    lines = play_both(0, 2000)
    assert [line.split()[2] for line in lines[3:]] == ["0", "0", "2000", "2000"]


def show_frames(act: str, *shown: float) -> History:
    """The page takes three frames in one act, and renders some of the states that they tell of."""
    written = Written().act("open").opens().act(act)
    for percent in (10.0, 20.0, 30.0):
        written.is_told(percent=percent)
        if percent in shown:
            written.shows("running", percent)
    return written.history


def test_of_frames_in_one_go_only_the_last_state_counts() -> None:
    form = get_normal_form(show_frames("flood", 10, 20, 30))
    assert form == get_normal_form(show_frames("flood", 30))
    assert form == get_normal_form(show_frames("flood", 20, 30))
    assert form != get_normal_form(show_frames("flood", 10, 20))


def test_of_frames_one_at_a_time_each_state_counts() -> None:
    form = get_normal_form(show_frames("strike", 10, 20, 30))
    assert form != get_normal_form(show_frames("strike", 30))


def test_where_in_one_moment_the_last_state_of_a_flood_is_rendered_is_left_out() -> None:
    def flood(*events: PageEvent) -> list[str]:
        written = Written().act("open").opens().act("flood")
        for event in events:
            written.history.append("page", event)
        return get_normal_form(written.rests().history)

    told = [FrameTaken(0, 1, "{}"), FrameTaken(0, 1, "[]")]
    shown = Shown(0, 1, "job", "running", None, 30.0, None, ())
    assert flood(told[0], shown, told[1]) == flood(*told, shown)
    assert flood(told[0], shown, told[1]) != flood(told[1], shown, told[0])


def test_animations_that_begin_in_a_flood_are_left_out_and_those_of_other_acts_kept() -> None:
    def animate(act: str, *animations: int) -> list[str]:
        written = Written().act("open").opens().act(act)
        for animation in animations:
            written.history.append("page", AnimationBegan(0, animation, 200))
        written.act("let pass")
        for animation in animations:
            written.history.append("page", AnimationEnded(200, animation))
        return get_normal_form(written.rests().history)

    assert animate("flood", 1, 2) == animate("flood", 1) == animate("flood")
    assert animate("strike", 1, 2) != animate("strike", 1)


def test_of_the_backends_order_what_a_proof_reads_is_kept() -> None:
    def play_behind(*events: JournalEvent) -> list[str]:
        written = Written().act().opens()
        for event in events:
            written.history.append("backend", event)
        return get_normal_form(written.rests().history)

    arrived, held = RequestArrived(0, 1, "job", 1, "GET", "/", None), HandshakeHeld(0, 1)
    spoiled = AnswerSpoiled(0, 1, "says 503")
    assert play_behind(arrived, held) == play_behind(held, arrived)
    assert play_behind(spoiled, held) != play_behind(held, spoiled)


def test_a_request_that_is_given_up_in_its_own_act_is_left_out_and_one_of_an_earlier_act_kept() -> (
    None
):
    def play_behind(*acts: tuple[JournalEvent, ...]) -> list[str]:
        written = Written().act().opens()
        for events in acts:
            written.act()
            for event in events:
                written.history.append("backend", event)
        return get_normal_form(written.rests().history)

    given_up = RequestArrived(0, 1, "job", 1, "GET", "/", None), RequestAbandoned(0, 1)
    stays, later = (
        RequestArrived(0, 2, "job", 2, "GET", "/", None),
        RequestArrived(0, 1, "job", 1, "GET", "/", None),
    )
    assert play_behind((*given_up, stays)) == play_behind((later,))
    assert play_behind((given_up[0],), (given_up[1],)) != play_behind((), ())


def test_what_is_shown_for_frames_of_different_moments_is_kept() -> None:
    def play_apart(*shown: float) -> list[str]:
        written = Written().act().opens()
        for percent in (10.0, 20.0):
            written.passes(1).is_told(percent=percent)
            if percent in shown:
                written.shows("running", percent)
        return get_normal_form(written.history)

    assert play_apart(10, 20) != play_apart(20)


def test_a_flash_between_two_answers_is_kept() -> None:
    flashing = Written().act().opens().shows("completed").shows("running").shows("completed")
    steady = Written().act().opens().shows("completed")
    assert get_normal_form(flashing.history) != get_normal_form(steady.history)


def test_the_two_wordings_for_an_empty_body_are_one() -> None:
    short = "Unexpected end of JSON input"
    long = f"Failed to execute 'json' on 'Response': {short}"

    def play_with(first: str, second: str) -> list[str]:
        written = Written().act().opens().shows("running", None, first)
        written.history.append("page", BodyFailed(0, 1, first))
        written.passes(2)
        # The observer records a state only where the screen changed.
        if second != first:
            written.shows("running", None, second)
        return get_normal_form(written.history)

    assert play_with(short, short) == play_with(long, short) == play_with(short, long)
    assert play_with(short, short) != play_with(short, "Not found")


def test_a_frame_is_kept_to_the_letter() -> None:
    assert play(FrameTaken(0, 1, "{}")) != play(FrameTaken(0, 1, "[]"))


def test_the_key_of_a_build_in_an_address_is_left_out_and_the_rest_of_it_kept() -> None:
    first, rebuilt, other = (
        play(DocumentOpened(0, f"/pages/{folder}/index.html?job=1{query}"))
        for folder, query in (
            ("page.a1", ""),
            ("page.b2", ""),
            ("page.a1", "&initialStatus=failed"),
        )
    )
    assert first == rebuilt != other
