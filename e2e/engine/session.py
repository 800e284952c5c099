"""One play: acts on one page with its jobs, its accounts, its clock and its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from e2e.engine.accounts import Accounts
from e2e.engine.ahead import Ahead
from e2e.engine.errors import NeverAtRest, TimerNeverFires
from e2e.engine.foreign_events import ForeignEvents
from e2e.engine.jobs_filter import JobsFilter
from e2e.engine.line import Line
from e2e.engine.rest import QuietRest, Rest
from e2e.engine.tab import Tab
from e2e.engine.timers import FRAMES_GRANTED
from e2e.engine.virtual_now import VirtualNow
from e2e.history.entry import Event
from e2e.history.history import History
from e2e.history.stage_events import ActBegan, CameToRest

if TYPE_CHECKING:
    from mock_backend import Backend, JobControl

REST_LIMIT = 15.0
"""Seconds of real time after which a page that does not come to rest is given up."""

BEGINNING = 1000
"""Virtual milliseconds that a new document is given to ask for its job, or to connect."""

CONNECTING = 500
"""Virtual milliseconds that a document that has asked for its job is given to connect.

React shows a component that is loaded lazily, or that waited for its first answer, 300 ms after the
fallback.
"""


class Session:
    """One play: its tabs, jobs, accounts, clock and history, and the way to bring its page to rest.

    Timers that are due fire first. Then answers, handshakes and frames that wait at the backend's gates
    go through, one at a time, with the page at rest in between. `tabs` and `jobs` may grow. Events of
    jobs that were not expected (`expect_jobs`) are in neither history nor accounts. Use it only on the
    backend's loop.

    `limit` is in seconds of real time (see `Rest`). With `sends_fences` a fence through each page finds
    out that it is at rest; this is needed for a page whose own message comes too early. Without, that
    message alone is enough (see `QuietRest`).
    """

    def __init__(
        self,
        backend: Backend,
        now: VirtualNow,
        *,
        is_proxied: bool,
        limit: float = REST_LIMIT,
        sends_fences: bool = False,
    ) -> None:
        self.tabs: list[Tab] = []
        self.jobs: list[JobControl] = []
        self.accounts = Accounts(is_proxied=is_proxied)
        self.now = now
        self.is_endless = False
        self._to_fire: list[Tab] = []
        self._backend = backend
        self._limit = limit
        self._ahead = Ahead(is_proxied=is_proxied)
        self._mine = JobsFilter()
        rest = Rest if sends_fences else QuietRest
        self._rest = rest(self.tabs, self.accounts, backend.cut_request)
        self._end_subscription: Callable[[], None] = lambda: None

    @property
    def ahead(self) -> int:
        """The milliseconds by which the pages' `Date` is ahead of virtual time."""
        return self._ahead.milliseconds

    @property
    def reached_mutants(self) -> frozenset[str]:
        """The ids of the mutants that the code of an instrumented page reached (see `get_address`)."""
        return frozenset().union(*(tab.link.reached_mutants for tab in self.tabs))

    def begin(self) -> None:
        """Sets virtual time to 0, and takes in the backend's events from now on."""
        self.now.milliseconds = 0
        self._end_subscription = self._backend.journal.subscribe(self._take_journal)

    def stop_recording(self) -> None:
        """Takes in no more events: the teardown of the jobs is no part of the play."""
        self._end_subscription()
        self._end_subscription = lambda: None
        for tab in self.tabs:
            tab.end()

    def end(self) -> None:
        """Takes in no more events, and makes the backend forget the jobs."""
        self.stop_recording()
        for job in self.jobs:
            self._backend.forget_job(job.id)

    def expect_jobs(self, ids: Iterable[str]) -> None:
        """Takes in events of jobs with these ids from now on, their creation included."""
        for id in ids:
            self._mine.add_job(id)

    def add_tab(self, line: Line, *, is_shared: bool = False) -> Tab:
        """Adds a page to the play and returns its tab.

        `is_shared`: earlier plays used the document; its records about their jobs are left out.
        """
        side = self.accounts.add_page() if self.tabs else self.accounts.pages[0]
        keeps = ForeignEvents(self._mine.jobs).is_own if is_shared else None
        tab = Tab(line, side, keeps) if keeps else Tab(line, side)
        self.tabs.append(tab)
        self.watch(tab)
        return tab

    def watch(self, tab: Tab) -> None:
        """Counts new entries in the history of `tab` for rest from now on."""
        self._rest.watch(tab)

    def close_history(self, tab: Tab) -> History:
        """Returns the history of `tab` up to now; later events go into a new one."""
        closed, tab.history = tab.history, History()
        self.watch(tab)
        return closed

    def append(self, event: Event) -> None:
        """Puts an event of the stage into the history of every tab."""
        for tab in self.tabs:
            tab.history.append("stage", event)

    async def begin_act(self, name: str, detail: str, *, is_new: bool = False) -> None:
        """Notes in the history that an act begins.

        `is_new`: a new document, or a new instance of the component, begins with it.
        """
        await self._let_clock_differ(is_new=is_new)
        self.append(ActBegan(self.now(), name, detail))

    async def come_to_rest(self) -> None:
        """Returns when the page has taken in the act, and marks this rest in the history.

        Raises the errors of `settle`.
        """
        await self.settle()
        self.note_rest()

    async def settle(self) -> None:
        """Returns when the page is at rest, with the animation frames that it is granted.

        Raises NotAtRest where this takes longer than the limit, and NeverAtRest where the page works
        without end; `is_endless` is True from then on. Raises the other errors of `Rest.come_to_rest` as
        well.
        """
        await self._take_turns()
        for _ in range(FRAMES_GRANTED):
            frame = _get_first(tab.line.timers.get_next_frame() for tab in self.tabs)
            if frame is None:
                break
            while (due := self.get_next_due()) is not None and due < frame:
                self.move_to(due)
                await self._take_turns()
            self.move_to(frame)
            await self._take_turns()

    def note_rest(self) -> None:
        """Marks in the history that the page is at rest.

        The mark is set also after an act that the page does not notice.
        """
        self.append(
            CameToRest(
                at=self.now(),
                held_answers=sum(len(job.answers.held) for job in self.jobs),
                held_handshakes=sum(len(job.handshakes.held) for job in self.jobs),
                queued=self.accounts.get_balance().queued,
                hindered=any(not job.answers.is_clear for job in self.jobs),
            )
        )

    def get_next_due(self) -> int | None:
        """Returns the virtual time (ms) of the next timer or end of an animation in any tab, or None."""
        ends = [tab.line.timers.get_next_end() for tab in self.tabs]
        return _get_first([self.get_next_timer(), *ends])

    def get_next_timer(self) -> int | None:
        """Returns the virtual time (ms) at which the next timer of any tab is due; None without one."""
        return _get_first(tab.line.timers.get_next_timer() for tab in self.tabs)

    def move_to(self, moment: int) -> None:
        """Moves virtual time forward to `moment` (ms), and fires the timers that are due.

        A moment in the past does not move the time; timers that are due now fire. Those of several tabs
        fire as the tabs come to rest, one tab after another.
        """
        span = max(0, moment - self.now())
        self.now.milliseconds += span
        for tab in self.tabs:
            tab.line.advance(span, fires_due=self._is_alone)
        self._fire_in_turn()
        self.note_time_passed()

    async def let_pass(self, milliseconds: int) -> None:
        """Lets virtual time pass, from timer to timer, with the page at rest in between.

        Raises the errors of `settle`.
        """
        end = self.now() + milliseconds
        while await self.move_on(end):
            await self.come_to_rest()
        if not milliseconds:
            self.move_to(end)
            await self.come_to_rest()

    async def move_on(self, end: int) -> bool:
        """Moves to the next moment up to `end` (ms) at which the page must come to rest.

        It is due a timer or the end of an animation, the page has begun something in an animation frame,
        or it is `end`. Returns whether there was one.
        """
        due = self.get_next_due()
        if due is not None and due <= end:
            await self._move_towards(due)
        elif self.now() < end:
            await self._move_towards(end)
        else:
            return False
        return True

    async def let_begin(self, tab: Tab) -> None:
        """Lets time pass until the new document of `tab` has made a WebSocket, from timer to timer.

        Up to `BEGINNING` while it has not even asked the backend, and up to `CONNECTING` then.
        """
        began = self.now()
        while not tab.has_connected and (due := self.get_next_due()) is not None:
            if due - began > (CONNECTING if tab.has_asked else BEGINNING):
                return
            await self._move_towards(due)
            await self.come_to_rest()

    def sleep(self, milliseconds: int) -> None:
        """Moves time forward in one step: each timer that is due by then fires once, at the end."""
        self.now.milliseconds += milliseconds
        for tab in self.tabs:
            tab.link.order("sleep", milliseconds=milliseconds, fires_due=self._is_alone)
        self._fire_in_turn()
        self.note_time_passed()

    def set_wall_clock(self, ahead: int) -> None:
        """Sets the pages' `Date` to virtual time plus `ahead` (ms), which may be negative."""
        for tab in self.tabs:
            tab.link.order("set_time", milliseconds=self.now() + ahead, now=self.now())

    def note_time_passed(self) -> None:
        """Tells the backend that time has moved."""
        for job in self.jobs:
            job.pace.note_time_passed()

    async def _move_towards(self, moment: int) -> None:
        """Moves to `moment` (ms), or to an earlier animation frame in which the page began something."""
        frames = {tab: tab.line.timers.get_next_frame() for tab in self.tabs}
        painting = {tab: at for tab, at in frames.items() if at is not None and at < moment}
        if len(painting) == 1:
            await self._paint(next(iter(painting)), moment - self.now())
        else:
            self.move_to(min([moment, *painting.values()]))

    async def _paint(self, tab: Tab, milliseconds: int) -> None:
        with self._backend.intake.paused():
            passed = await tab.link.paint(milliseconds)
            self.now.milliseconds += passed
        for other in self.tabs:
            if other is not tab:
                other.line.advance(passed)
        self.note_time_passed()

    @property
    def _is_alone(self) -> bool:
        return len(self.tabs) == 1

    def _fire_in_turn(self) -> None:
        self._to_fire = [] if self._is_alone else list(self.tabs)

    async def _take_turns(self) -> None:
        await self._settle()
        while any(job.has_turns for job in self.jobs):
            await self._let_clock_differ()
            any(job.let_next_through() for job in self.jobs)
            await self._settle()

    async def _settle(self) -> None:
        # Timers that are due fire before anything more is let through, as they do in a browser.
        try:
            await self._rest.come_to_rest(self._limit)
            while self._to_fire:
                self._to_fire.pop(0).line.advance(0)
                await self._rest.come_to_rest(self._limit)
            while (tab := self._get_first_due()) is not None:
                due = tab.line.timers.get_due(self.now())
                tab.line.fire_due(self.now())
                await self._rest.come_to_rest(self._limit)
                if tab.line.timers.get_due(self.now()) == due:
                    raise TimerNeverFires(sorted(due))
        except NeverAtRest:
            self.is_endless = True
            raise

    def _get_first_due(self) -> Tab | None:
        """The tab whose timer fires next of those that are due now, pages' timers before workers'."""
        first = {tab: tab.line.timers.get_first_due(self.now()) for tab in self.tabs}
        due = {tab: worker for tab, worker in first.items() if worker is not None}
        return min(due, key=lambda tab: due[tab] > 0) if due else None

    async def _let_clock_differ(self, *, is_new: bool = False) -> None:
        if self._ahead.move_on(is_new=is_new):
            for tab in self.tabs:
                await tab.line.set_ahead(self._ahead.milliseconds)

    def _take_journal(self, event: Event) -> None:
        if not self._mine.keeps(event):
            return
        self.accounts.backend.apply(event)
        for tab in self.tabs:
            tab.history.append("backend", event)


def _get_first(moments: Iterable[int | None]) -> int | None:
    return min((each for each in moments if each is not None), default=None)
