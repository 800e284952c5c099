"""Time and turns: what is due fires, what waits at the backend's gates goes through, one at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from e2e.stage.backstage import Backstage
from e2e.stage.errors import NeverAtRest, PageGone
from e2e.stage.job_on_stage import JobOnStage
from e2e.stage.rest import Rest
from e2e.stage.tab import Tab
from e2e.stage.timers import FRAMES_GRANTED
from e2e.stage.virtual_clock import VirtualClock

BEGINNING = 1000
"""Virtual milliseconds that a new document is given to ask for its job, or to connect."""


class Turns:
    """Moves virtual time and brings the page to rest, from the thread that drives it.

    `tabs` and `jobs` may grow; `limit` is in seconds of real time (see `Rest`). `before_each` is
    awaited on the backend's loop before anything is let through.
    """

    def __init__(
        self,
        backstage: Backstage,
        clock: VirtualClock,
        rest: Rest,
        limit: float,
        tabs: Sequence[Tab],
        jobs: Sequence[JobOnStage],
        before_each: Callable[[], Awaitable[None]],
    ) -> None:
        self._backstage = backstage
        self._clock = clock
        self._rest = rest
        self._limit = limit
        self._tabs = tabs
        self._jobs = jobs
        self._before_each = before_each
        self.is_endless = False

    def get_next_due(self) -> int | None:
        """Virtual time (ms) at which the next timer of any tab is due; None when none is set."""
        return _get_first(tab.timers.get_next_due() for tab in self._tabs)

    def move_to(self, moment: int) -> None:
        """Moves virtual time forward to `moment` (ms), firing what is due; nothing where it is past."""
        self._advance(max(0, moment - self._clock.now))
        self.note_time_passed()

    def move_to_next_due(self, end: int) -> bool:
        """Moves to the next timer that is due by `end` (ms), and returns whether there was one."""
        due = self.get_next_due()
        if due is None or due > end:
            return False
        self.move_to(due)
        return True

    def note_time_passed(self) -> None:
        """Tells the backend that time has moved."""
        self._backstage.call(self._tell_jobs)

    def come_to_rest(self) -> None:
        """Returns when the page is at rest, with the animation frames that it is granted.

        Raises NotAtRest where that takes more than the limit, NeverAtRest where the page asks without
        end, which `is_endless` says from then on, and PageGone where it was closed meanwhile.
        """
        self._take_turns()
        for _ in range(FRAMES_GRANTED):
            frame = _get_first(tab.timers.get_next_frame() for tab in self._tabs)
            if frame is None:
                break
            while (due := self.get_next_due()) is not None and due < frame:
                self.move_to(due)
                self._take_turns()
            self.move_to(frame)
            self._take_turns()

    def _take_turns(self) -> None:
        self._settle()
        while self._backstage.portal.call(self._let_next_through):
            self._settle()

    def _settle(self) -> None:
        # What is due fires before anything more is let through, as it does in a browser.
        try:
            self._fire_what_is_due()
        except NeverAtRest:
            self.is_endless = True
            raise

    def _fire_what_is_due(self) -> None:
        self._rest_once()
        while (due := self.get_next_due()) is not None and due <= self._clock.now:
            self._fire_first()
            self._rest_once()

    def _fire_first(self) -> None:
        # Of what is due at one moment the pages' own comes first, and then each worker's in turn.
        first = {tab: tab.timers.get_first_due(self._clock.now) for tab in self._tabs}
        if 0 in first.values():
            self._advance(0)
            return
        tab, worker = next((tab, each) for tab, each in first.items() if each is not None)
        self._backstage.call(lambda: tab.link.order("fire_worker", worker=worker))

    def _advance(self, milliseconds: int) -> None:
        self._clock.advance(milliseconds)
        # Of a page that was closed meanwhile the clock says nothing.
        if any(tab.page.is_closed() for tab in self._tabs):
            raise PageGone("Failed to go on: the page was closed while time passed.")

    def _rest_once(self) -> None:
        self._backstage.portal.call(self._rest.come_to_rest, self._limit)

    async def _let_next_through(self) -> bool:
        if not any(job.control.has_turns for job in self._jobs):
            return False
        await self._before_each()
        return any(job.control.let_next_through() for job in self._jobs)

    def _tell_jobs(self) -> None:
        for job in self._jobs:
            job.control.pace.note_time_passed()


def _get_first(moments: Iterable[int | None]) -> int | None:
    return min((each for each in moments if each is not None), default=None)
