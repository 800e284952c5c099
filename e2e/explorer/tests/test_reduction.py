"""Acts that count as commuting: both orders are played, and the page behaves the same in both.

Each test plays two schedules on the real page, about a tenth of a second each.
"""

from __future__ import annotations

import pytest

from e2e.explorer.acts import (
    Act,
    Complete,
    Drop,
    Fail,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
)
from e2e.explorer.reduction import is_redundant
from e2e.explorer.snapshot import Snapshot
from e2e.explorer.tests.conftest import SchedulePlayer
from e2e.history.normal_form import get_page_records


def prunes(schedule_player: SchedulePlayer, acts: list[Act], *, is_last: bool = False) -> bool:
    """Returns whether the last of `acts` is pruned after the others, on the real page."""
    before: list[Snapshot] = []
    for length in range(len(acts)):
        before.append(schedule_player.play(*acts[:length]).snapshot)
    return is_redundant(acts[-1], acts[:-1], before, is_last=is_last)


DEAF = "no socket is open"
OPEN: list[Act] = [OpenHandshake()]

PAIRS: list[tuple[list[Act], Act, Act, Act]] = [
    # The acts before; the change without a broadcast to the page; the other act; the change after it.
    ([], Complete(), OpenHandshake(), Complete(broadcast="lost")),
    ([], Fail(), OpenHandshake(), Fail(broadcast="lost")),
    ([], Complete(), RefuseHandshake(), Complete()),
    ([], Fail(), LoseAnswer(), Fail()),
    ([], Complete(), LetPass(), Complete()),
    ([], Complete(), Remount(), Complete()),
    ([], Fail(), Refresh(), Fail()),
    (OPEN, Complete(broadcast="lost"), Drop(how="clean"), Complete()),
    (OPEN, Complete(broadcast="lost"), Drop(how="cut"), Complete()),
    (OPEN, Fail(broadcast="lost"), LoseAnswer(which=1), Fail(broadcast="lost")),
    (OPEN, Fail(broadcast="lost"), LetPass(), Fail(broadcast="lost")),
    (OPEN, Complete(broadcast="lost"), Remount(), Complete()),
    (OPEN, Fail(broadcast="lost"), Refresh(), Fail()),
]


@pytest.mark.parametrize(
    ("first", "change", "other", "changed_later"),
    PAIRS,
    ids=lambda each: getattr(each, "act", None) or str(len(each)),
)
def test_an_end_that_nobody_is_told_commutes_with_what_shows_nothing_of_it(
    schedule_player: SchedulePlayer, first: list[Act], change: Act, other: Act, changed_later: Act
) -> None:
    pruned = schedule_player.play(*first, change, other)
    played = schedule_player.play(*first, other, changed_later)

    assert not pruned.not_enabled
    assert not played.not_enabled
    assert get_page_records(pruned.history) == get_page_records(played.history)
    assert prunes(schedule_player, [*first, change, other])
    assert not prunes(schedule_player, [*first, other, changed_later])


def test_an_answer_as_of_its_arrival_is_the_same_before_the_change_that_outdates_it(
    schedule_player: SchedulePlayer,
) -> None:
    pruned = schedule_player.play(Progress(percent=80), ReleaseAnswer(as_of="arrival"))
    played = schedule_player.play(ReleaseAnswer(), Progress(percent=80))

    assert get_page_records(pruned.history) == get_page_records(played.history)
    assert prunes(schedule_player, [Progress(percent=80), ReleaseAnswer(as_of="arrival")])
    assert not prunes(schedule_player, [ReleaseAnswer(), Progress(percent=80)])


@pytest.mark.parametrize(
    ("acts", "last"),
    [([Complete()], ReleaseAnswer()), ([LoseAnswer()], OpenHandshake())],
    ids=["the oldest answer", "a handshake with no answer held"],
)
def test_what_the_healing_begins_with_is_no_schedule_of_its_own(
    schedule_player: SchedulePlayer, acts: list[Act], last: Act
) -> None:
    assert get_page_records(schedule_player.play(*acts).history) == get_page_records(
        schedule_player.play(*acts, last).history
    )
    assert prunes(schedule_player, [*acts, last], is_last=True)
    assert not prunes(schedule_player, [*acts, last], is_last=False)


def test_acts_that_do_not_commute_are_both_played(schedule_player: SchedulePlayer) -> None:
    """The comparison can distinguish two orders; otherwise equality would prove nothing."""
    one = schedule_player.play(OpenHandshake(), ReleaseAnswer())
    other = schedule_player.play(ReleaseAnswer(), OpenHandshake())

    assert get_page_records(one.history) != get_page_records(other.history)
    assert not prunes(schedule_player, [OpenHandshake(), ReleaseAnswer()])
    assert not prunes(schedule_player, [ReleaseAnswer(), OpenHandshake()])


def test_a_step_of_progress_is_not_taken_for_the_last_change(
    schedule_player: SchedulePlayer,
) -> None:
    """Two changes may come between a poll and its answer, and then their order matters."""
    assert not prunes(schedule_player, [Progress(percent=80), Remount()])
