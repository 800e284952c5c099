"""Plays schedules on a page that is already open."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from e2e.engine.errors import NeverAtRest
from e2e.engine.session import Session
from e2e.engine.tab import Tab
from e2e.engine.virtual_now import VirtualNow
from e2e.explorer.acts import Act
from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.judge import judge
from e2e.explorer.page_on_line import PageOnLine
from e2e.explorer.player import NotEnabled, Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.schedule_acts import ScheduleActs
from e2e.explorer.snapshot import Snapshot
from mock_backend import Backend

Choose = Callable[[Snapshot, Sequence[Act]], Act | None]
"""Returns the next act for a state and the acts played so far; None begins the ending."""


class Runner:
    """Plays one schedule after another on one page, on the backend's own loop.

    Each schedule has jobs, accounts and a history of its own. Where work of a schedule is still in
    flight when it is over (a loop that outlives its component), the next one gets a new document.
    """

    def __init__(self, backend: Backend, page: PageOnLine, now: VirtualNow) -> None:
        self._backend = backend
        self._page = page
        self._now = now
        self._begun: _Begun | None = None

    async def play(self, schedule: Schedule) -> Played:
        """Plays `schedule` to the end of its ending; acts that are not enabled are left out.

        Raises StageError where the schedule cannot be played to its end.
        """
        left = deque(enumerate(schedule.acts, 1))
        not_enabled: list[NotEnabled] = []

        def choose(snapshot: Snapshot, acts: Sequence[Act]) -> Act | None:
            while left:
                number, act = left.popleft()
                if act.is_enabled(snapshot):
                    return act
                not_enabled.append(NotEnabled(number, act, snapshot))
            return None

        played = await self.play_as_chosen(choose)
        return replace(played, schedule=schedule, not_enabled=tuple(not_enabled))

    async def play_as_chosen(self, choose: Choose) -> Played:
        """Plays the acts that `choose` returns until it returns None, and then the ending.

        An exception of `choose` ends the play and is raised again.
        """
        try:
            snapshot = await self.begin()
            while (act := choose(snapshot, self.acts)) is not None:
                snapshot = await self.play_act(act)
            return await self.finish()
        except NeverAtRest as error:
            return await self.cut_off(error)
        finally:
            self.stop()

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts that were played since `begin`."""
        return self._schedule.acts.played

    async def begin(self) -> Snapshot:
        """Begins a schedule by opening the page on job 1, and returns the state after it."""
        if self._page.is_spent:
            await self._page.open_document(self._create_session())
        self._page.is_spent = True
        line, in_play = self._page.line, JobsInPlay(self._backend)
        session = self._create_session()
        session.begin()
        line.link.begin_anew()
        tab = session.add_tab(line, is_shared=True)
        acts = ScheduleActs(session, in_play, tab)
        self._begun = _Begun(session, tab, acts)
        session.expect_jobs(in_play.ids)
        in_play.begin()
        session.jobs += in_play.jobs
        await line.set_ahead(0)
        line.link.order("set_time", milliseconds=0, now=0)
        await session.begin_act("show", "the page opens on job 1")
        await acts.mount()
        return acts.look()

    async def play_act(self, act: Act) -> Snapshot:
        """Plays one act, and returns the state after it."""
        await self._schedule.acts.play(act)
        return self._schedule.acts.look()

    async def finish(self) -> Played:
        """Plays the ending, judges the history, and clears the page for the next schedule."""
        session, tab, acts = self._schedule.session, self._schedule.tab, self._schedule.acts
        schedule, snapshot = self._write_schedule(), acts.look()
        for step in acts.get_ending():
            await step()
        history = session.close_history(tab)
        await self._clear()
        return Played(schedule, schedule.acts, history, judge(history), (), snapshot)

    async def cut_off(self, error: NeverAtRest) -> Played:
        """Judges the history up to `error`, and closes the page, which would never come to rest.

        Raises `error` where the history breaks no property.
        """
        history = self._schedule.tab.history
        violations = judge(history)
        await self._page.close_document()
        if not violations:
            raise error
        schedule, snapshot = self._write_schedule(), self._schedule.acts.look()
        return Played(schedule, schedule.acts, history, violations, (), snapshot, is_cut_off=True)

    def stop(self) -> None:
        """Ends the schedule that `begin` began, whether it is finished or not."""
        if self._begun is not None:
            self._begun.session.end()
        self._backend.journal.forget()

    @property
    def _schedule(self) -> _Begun:
        assert self._begun is not None, "a schedule has begun"
        return self._begun

    def _write_schedule(self) -> Schedule:
        return Schedule(acts=self.acts, network=self._page.network, wire=self._backend.dialect.name)

    def _create_session(self) -> Session:
        return Session(self._backend, self._now, is_proxied=self._page.is_proxied)

    async def _clear(self) -> None:
        """Unmounts the component, and marks the page as spent where work of the component is left."""
        self._page.line.link.order("unmount")
        await self._schedule.session.come_to_rest()
        is_idle = self._schedule.session.accounts.pages[0].is_idle
        self._page.is_spent = not is_idle or self._page.line.timers.get_count() > 0


@dataclass(frozen=True, slots=True)
class _Begun:
    """The schedule that is being played."""

    session: Session
    tab: Tab
    acts: ScheduleActs
