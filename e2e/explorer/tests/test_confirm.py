"""A schedule that fails only sometimes is reported as what it is."""

from __future__ import annotations

import pytest

from e2e.explorer.acts import Complete, Drop
from e2e.explorer.confirm import Confirmed, confirm, shrink_schedule
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
        Schedule(acts=()), NO_FLASH.id, lambda schedule: came_of(schedule, breaks=next(left))
    )

    assert found == Confirmed(sum(outcomes), 10)
    assert (found.describe(), found.is_steady) == (said, all(outcomes))


def test_the_property_that_is_kept_is_the_one_that_was_asked_for() -> None:
    """With the drop the page flashes; whatever else it breaks without is no matter."""

    def play(schedule: Schedule) -> Played:
        return came_of(schedule, breaks=Drop() in schedule.acts)

    schedule = Schedule(acts=(Complete(), Drop()), title="It flashes.", page="ours")
    assert shrink_schedule(schedule, NO_FLASH.id, play) == Schedule(
        acts=(Drop(),), title="It flashes.", page="ours", breaks=NO_FLASH.id
    )
    with pytest.raises(DoesNotBreak):
        shrink_schedule(schedule, "polling-stops", play)
