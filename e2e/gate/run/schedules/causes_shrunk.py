"""Shrinks the schedule of each cause that an exploration found, and confirms it on fresh pages."""

from __future__ import annotations

from collections.abc import Callable

from e2e.engine.errors import PageGone, StageError
from e2e.explorer.confirm import Confirmed, Shrunk, confirm, shrink_schedule
from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import Ground
from e2e.explorer.explored_cause import ExploredCause, describe_cause
from e2e.explorer.fresh_stage import FreshStages, open_fresh_stages
from e2e.explorer.leading_cause import find_leading, shows_same
from e2e.explorer.player import Played
from e2e.explorer.report import build_report
from e2e.explorer.report_text import describe_report
from e2e.explorer.schedule import Schedule
from e2e.explorer.shrink import DoesNotBreak

Say = Callable[[str], None]

MOST_PLAYS = 150
"""The most plays for shrinking the schedule of one cause; after them the shortest one so far is kept."""


def shrink_causes(exploration: Exploration, ground: Ground, say: Say) -> None:
    """Gives each confirmed cause of `exploration` a 1-minimal schedule and a report.

    A shorter schedule counts only if it shows the same cause, and if the cause decides as before. It is
    played on a stage like the catalogue's, with a browser context of its own, from the main thread. A
    cause that its schedule shows there only sometimes is no longer confirmed. Calls `say` with a line
    for each play. An interruption keeps the causes that were shrunk before. Where a server hands over no
    browser, the schedules stay as they are, and `say` is told so.
    """
    if not any(_is_to_shrink(each) for each in exploration.causes):
        return
    try:
        _shrink_all(exploration, ground, say)
    except PageGone as error:
        say(f"Not shrunk: {error}")
    exploration.join_causes()


def _shrink_all(exploration: Exploration, ground: Ground, say: Say) -> None:
    with open_fresh_stages(ground.browser, recorded=ground.dialect.recorded) as open_for:
        player = open_for(ground.build)
        for number, cause in enumerate(exploration.causes, 1):
            if _is_to_shrink(cause):
                shrinking = _Shrinking(cause, number, exploration, player, say)
                exploration.causes[number - 1] = shrinking.run()


def _is_to_shrink(cause: ExploredCause) -> bool:
    return cause.belief == "confirmed" and not cause.times


class _Shrinking:
    def __init__(
        self,
        cause: ExploredCause,
        number: int,
        exploration: Exploration,
        player: FreshStages,
        say: Say,
    ) -> None:
        self._cause = cause
        self._which = f"cause {number} of {len(exploration.causes)}, {cause.id}"
        self._page = exploration.page
        self._player = player
        self._say = say
        self._plays = 0
        self._last: Played | None = None
        self._found = cause.to_schedule(exploration.page, exploration.wire)

    def run(self) -> ExploredCause:
        try:
            return self._shrink()
        except StageError as error:
            return self._cause.model_copy(update={"report": (str(error),)})

    def _shrink(self) -> ExploredCause:
        first = find_leading(self._play(self._found))
        if first is None:
            return self._describe(Shrunk(self._found, is_shortest=False), Confirmed(0, 1))
        shows = shows_same(first)
        try:
            shrunk = shrink_schedule(self._found, shows, self._play, most=MOST_PLAYS)
        except DoesNotBreak:
            return self._describe(Shrunk(self._found, is_shortest=False), Confirmed(1, 2))
        return self._describe(shrunk, confirm(shrunk.schedule, shows, self._play))

    def _play(self, schedule: Schedule) -> Played:
        self._plays += 1
        self._say(f"Shrinking {self._which}: play {self._plays}, {len(schedule.acts)} acts")
        self._last = self._player.play(schedule)
        return self._last

    def _describe(self, shrunk: Shrunk, confirmed: Confirmed) -> ExploredCause:
        played = self._last
        assert played is not None, "it was played"
        leading = find_leading(played)
        is_steady = confirmed.is_steady and leading is not None
        cause = (
            describe_cause(played, leading, "confirmed") if leading and is_steady else self._cause
        )
        return cause.model_copy(
            update={
                "found": self._cause.found,
                "belief": "confirmed" if is_steady else "only sometimes",
                "broke": confirmed.broke,
                "times": confirmed.times,
                "is_shortest": shrunk.is_shortest,
                "report": tuple(describe_report(build_report(played, page=self._page))),
            }
        )
