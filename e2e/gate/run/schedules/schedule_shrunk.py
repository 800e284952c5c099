"""Shrinks a schedule on fresh pages."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.explorer.confirm import Confirmed, confirm, shrink_schedule
from e2e.explorer.leading_cause import find_leading, shows_same
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.gate.run.schedules.replay import ReplaySettings, Say, load, open_players, play

_EVERY = 10
"""The number of plays between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The 1-minimal schedule, the property that it breaks, and the number of plays that found it.

    `confirmed` says how often the schedule broke the property when it was played again.
    """

    schedule: Schedule
    property: str
    plays: int
    confirmed: Confirmed


def shrink_on_page(settings: ReplaySettings, say: Say) -> Shrunk | None:
    """Shrinks the schedule on the page, and returns it; None if it breaks no property there.

    The shorter schedule breaks the same property by the same cause. The property is the one that the
    schedule's file names, or the gravest that it breaks if it does not break that one.
    """
    loaded = load(settings)
    schedule = loaded.schedule
    plays = 0
    with open_players(loaded, settings, say) as (player,):

        def play_one(candidate: Schedule) -> Played:
            nonlocal plays
            plays += 1
            if plays % _EVERY == 0:
                say(f"  {plays} plays, trying {len(candidate.acts)} acts")
            return play(player, candidate)

        first = play_one(schedule)
        is_broken = schedule.breaks and first.get_violation(schedule.breaks)
        leading = find_leading(first, schedule.breaks if is_broken else None)
        if leading is None:
            return None
        property = leading.violation.property
        shows = shows_same(leading, property)
        kept = schedule.model_copy(
            update={
                "page": settings.regression or schedule.page,
                "breaks": property,
                "cause": leading.cause.id,
            }
        )
        shrunk = shrink_schedule(kept, shows, play_one).schedule
        confirmed = confirm(shrunk, shows, play_one)
    return Shrunk(shrunk, property, plays, confirmed)
