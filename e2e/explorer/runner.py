"""Plays a schedule on a page that is there already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from e2e.explorer.acts import (
    REASON,
    Act,
    Complete,
    Drop,
    Fail,
    LateProgress,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
    Restart,
    SwitchJob,
)
from e2e.explorer.ending import CHECKED_AFTER, ENDS_AFTER, SPAN, get_last_end
from e2e.explorer.foreign_events import ForeignEvents
from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.judge import judge
from e2e.explorer.page_on_line import PageOnLine
from e2e.explorer.player import NotEnabled, Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.situation import Situation
from e2e.stage.errors import NeverAtRest
from e2e.stage.session import Session
from e2e.stage.tab import Tab
from e2e.stage.virtual_now import VirtualNow
from mock_backend import Backend, CutBeforeHeaders, MaxAge, NoHeaders
from mock_backend.wire import progress_frame

Choose = Callable[[Situation, Sequence[Act]], Act | None]
"""Says which act comes next, given how things stand and what was played; None: the ending."""


class Runner:
    """Plays one schedule after another on one page, on the backend's own loop.

    Each has jobs, accounts and a history of its own. Where something of a schedule is still at work
    when it is over (a loop that outlives its component), the next one gets a new document.
    """

    def __init__(self, backend: Backend, page: PageOnLine, now: VirtualNow) -> None:
        self._backend = backend
        self._page = page
        self._now = now
        self._acts: list[Act] = []
        self._session = self._create_session()
        self._in_play = JobsInPlay(backend)
        self._tab: Tab | None = None

    async def play(self, schedule: Schedule) -> Played:
        """Plays `schedule` to the end of its ending. Raises StageError where that cannot be done."""
        left = deque(enumerate(schedule.acts, 1))
        not_enabled: list[NotEnabled] = []

        def choose(situation: Situation, acts: Sequence[Act]) -> Act | None:
            while left:
                number, act = left.popleft()
                if act.is_enabled(situation):
                    return act
                not_enabled.append(NotEnabled(number, act, situation))
            return None

        played = await self.play_as_chosen(choose)
        return replace(played, schedule=schedule, not_enabled=tuple(not_enabled))

    async def play_as_chosen(self, choose: Choose) -> Played:
        """Plays act after act as `choose` says until it says None, and then the ending.

        An exception of `choose` ends the play and is passed on.
        """
        try:
            situation = await self.begin()
            while (act := choose(situation, self.acts)) is not None:
                situation = await self.play_act(act)
            return await self.finish()
        except NeverAtRest as error:
            return await self.cut_off(error)
        finally:
            self.stop()

    @property
    def acts(self) -> Sequence[Act]:
        """What was played since `begin`."""
        return self._acts

    async def begin(self) -> Situation:
        """Begins a schedule: the page is open on job 1."""
        if self._page.is_spent:
            await self._page.open_document(self._create_session())
        self._page.is_spent = True
        self._acts.clear()
        line, in_play = self._page.line, JobsInPlay(self._backend)
        session = self._create_session()
        self._session, self._in_play = session, in_play
        session.begin()
        line.link.begin_anew()
        self._tab = session.add_tab(line, ForeignEvents(in_play.ids).is_own)
        session.expect_jobs(in_play.ids)
        in_play.begin()
        session.jobs += in_play.jobs
        await line.set_ahead(0)
        line.link.order("set_time", milliseconds=0, now=0)
        await session.begin_act("show", "the page opens on job 1")
        await self._mount("mount")
        return self._look()

    async def play_act(self, act: Act) -> Situation:
        """Plays one act and returns how things stand after it."""
        self._acts.append(act)
        await self._play(act)
        return self._look()

    async def finish(self) -> Played:
        """Plays the ending, judges the history, and clears the page for the next schedule."""
        situation = self._look()
        await self._end()
        history = self._session.close_history(self._opened)
        await self._clear()
        schedule = Schedule(
            acts=tuple(self._acts), network=self._page.network, wire=self._backend.dialect.name
        )
        return Played(schedule, schedule.acts, history, judge(history), (), situation)

    async def cut_off(self, error: NeverAtRest) -> Played:
        """Judges the history up to `error`, and closes the page, which would go on for ever.

        Raises `error` where the history breaks no property.
        """
        violations = judge(self._opened.history)
        await self._page.close_document()
        if not violations:
            raise error
        schedule = Schedule(
            acts=tuple(self._acts), network=self._page.network, wire=self._backend.dialect.name
        )
        return Played(
            schedule,
            schedule.acts,
            self._opened.history,
            violations,
            (),
            self._look(),
            is_cut_off=True,
        )

    def stop(self) -> None:
        """Ends what `begin` began, finished or not."""
        self._session.end()
        self._backend.journal.forget()

    @property
    def _opened(self) -> Tab:
        assert self._tab is not None, "a schedule has begun"
        return self._tab

    def _create_session(self) -> Session:
        return Session(self._backend, self._now, is_proxied=self._page.is_proxied)

    def _look(self) -> Situation:
        due = self._session.get_next_due()
        return self._in_play.get_situation(
            self._session.accounts, None if due is None else due - self._now()
        )

    async def _play(self, act: Act) -> None:
        in_play = self._in_play
        match act:
            case Complete() | Fail() | Progress():
                is_told = act.broadcast == "delivered" and bool(in_play.job.sockets)
                await self._do(act, lambda: self._change_job(act), is_seen=is_told)
            case ReleaseAnswer(which=which, as_of=as_of, cacheable=cacheable):
                job, answer = in_play.held_answers[which]
                job.cache_policy = MaxAge(3600) if cacheable else NoHeaders()
                await self._do(act, lambda: answer.release(as_of))
                job.cache_policy = NoHeaders()
            case LoseAnswer(which=which):
                answer = in_play.held_answers[which][1]
                await self._do(act, lambda: answer.fault(CutBeforeHeaders()))
            case OpenHandshake():
                await self._do(act, in_play.held_handshakes[0][1].accept)
            case RefuseHandshake():
                await self._do(act, lambda: in_play.held_handshakes[0][1].refuse(503))
            case Drop():
                await self._do(act, lambda: self._drop(act))
            case LateProgress():
                await self._do(act, self._send_late)
            case LetPass(milliseconds=milliseconds):
                await self._let_pass(act, milliseconds)
            case _:
                await self._turn_page(act)

    async def _turn_page(self, act: Act) -> None:
        in_play = self._in_play
        await self._session.begin_act(act.act, act.describe(), is_new=True)
        match act:
            case SwitchJob():
                in_play.on_screen = 3 - in_play.on_screen
                await self._mount("switch")
            case Remount():
                await self._mount("mount")
            case Restart():
                in_play.job.restart()
                await self._mount("mount")
            case Refresh():
                self._opened.link.order("refresh")
                self._opened.link.expect_document()
                await self._session.come_to_rest()

    async def _do(self, act: Act, do: Callable[[], object], *, is_seen: bool = True) -> None:
        await self._session.begin_act(act.act, act.describe())
        do()
        if is_seen:
            await self._session.come_to_rest()
        else:
            self._session.note_rest()

    async def _mount(self, order: str) -> None:
        self._opened.link.order(order, job=self._in_play.job.id)
        await self._session.come_to_rest()

    def _change_job(self, act: Complete | Fail | Progress) -> None:
        job = self._in_play.job
        broadcast = act.broadcast == "delivered"
        self._in_play.note_progress()
        match act:
            case Complete():
                job.complete(broadcast=broadcast)
            case Fail():
                job.fail(REASON, broadcast=broadcast)
            case Progress(percent=percent):
                job.progress(percent, broadcast=broadcast)

    def _drop(self, act: Drop) -> None:
        for _, socket in self._in_play.sockets:
            if act.how == "clean":
                socket.close(1001)
            else:
                socket.cut()

    def _send_late(self) -> None:
        job, percent = self._in_play.job, self._in_play.last_progress
        job.say(progress_frame(job.id, percent, round(percent * 2)))

    async def _let_pass(self, act: LetPass, milliseconds: int | None) -> None:
        if milliseconds is None:
            due = self._session.get_next_due()
            milliseconds = 0 if due is None else due - self._now()
        await self._session.begin_act(act.act, act.describe())
        await self._session.let_pass(milliseconds)

    async def _end(self) -> None:
        session, in_play = self._session, self._in_play
        await session.begin_act("heal", "the network is healed")
        in_play.heal()
        for _, answer in in_play.held_answers:
            answer.release()
        await session.come_to_rest()
        while held := in_play.held_handshakes:
            await session.begin_act("heal", "a handshake is accepted")
            held[0][1].accept()
            await session.come_to_rest()
        await self._let_time_pass(CHECKED_AFTER)
        await self._let_time_pass(ENDS_AFTER - CHECKED_AFTER)
        if not in_play.job.truth.is_terminal:
            end: Act = Complete() if get_last_end(self._acts) == "complete" else Fail()
            await self._play(end)
        await self._let_time_pass(SPAN - ENDS_AFTER)

    async def _let_time_pass(self, milliseconds: int) -> None:
        if milliseconds > 0:
            await self._session.begin_act("let_pass", f"{milliseconds / 1000:g} s pass")
            await self._session.let_pass(milliseconds)

    async def _clear(self) -> None:
        """Takes the component away, and sees whether anything of it is left."""
        session = self._session
        self._opened.link.order("unmount")
        await session.come_to_rest()
        page = session.accounts.pages[0]
        is_clean = not (
            self._page.line.timers.get_count()
            or page.asking
            or page.reading
            or page.open
            or page.connecting
            or page.closing
        )
        self._page.is_spent = not is_clean
