"""A schedule that fails only sometimes is reported as one that does."""

from __future__ import annotations

import pytest

from e2e.explorer.acts import Complete, Drop
from e2e.explorer.confirm import Confirmed, Shrunk, confirm, shrink_schedule
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.shrink import DoesNotBreak
from e2e.explorer.snapshot import Snapshot
from e2e.history.history import History
from e2e.history.tests.written import Written
from e2e.properties import NO_FLASH, Violation

WRONG = Violation(NO_FLASH.id, "it flashes", Written().shows("running").history.entries[0])


def came_of(schedule: Schedule, *, breaks: bool) -> Played:
    violations = (WRONG,) if breaks else ()
    return Played(schedule, schedule.acts, History(), violations, (), Snapshot((), 1))


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([True] * 10, "breaks it 10 of 10 times on a fresh page"),
        ([True, False] * 5, "breaks it only sometimes: 5 of 10 times on a fresh page"),
        ([False] * 10, "does not break it on a fresh page, 10 times played"),
    ],
    ids=["always", "sometimes", "never"],
)
def test_ten_plays_say_how_steady_it_is(outcomes: list[bool], said: str) -> None:
    left = iter(outcomes)
    found = confirm(
        Schedule(acts=()), flashes, lambda schedule: came_of(schedule, breaks=next(left))
    )

    assert found == Confirmed(sum(outcomes), 10)
    assert (found.describe(), found.is_steady) == (said, all(outcomes))


def flashes(played: Played) -> bool:
    return played.get_violation(NO_FLASH.id) is not None


def test_a_schedule_shrinks_to_what_still_shows_it() -> None:
    """With the drop the page flashes; other properties that it breaks without the drop do not matter."""

    def play(schedule: Schedule) -> Played:
        return came_of(schedule, breaks=Drop() in schedule.acts)

    schedule = Schedule(acts=(Complete(), Drop()), title="It flashes.", page="ours")
    shortest = schedule.model_copy(update={"acts": (Drop(),)})
    assert shrink_schedule(schedule, flashes, play) == Shrunk(shortest, is_shortest=True)
    with pytest.raises(DoesNotBreak):
        shrink_schedule(schedule, lambda played: False, play)


def test_shrinking_ends_after_so_many_plays_with_the_best_up_to_then() -> None:
    plays: list[int] = []

    def play(schedule: Schedule) -> Played:
        plays.append(len(schedule.acts))
        return came_of(schedule, breaks=schedule.acts[-1:] == (Drop(),))

    schedule = Schedule(acts=(*[Complete()] * 8, Drop()))
    shrunk = shrink_schedule(schedule, flashes, play, most=4)
    assert len(plays) == 4
    assert not shrunk.is_shortest
    assert 1 < len(shrunk.schedule.acts) < 9
    assert shrink_schedule(schedule, flashes, play).schedule.acts == (Drop(),)
