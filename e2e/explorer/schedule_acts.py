"""The acts of a schedule, and its ending, on a session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from e2e.engine.session import Session
from e2e.engine.tab import Tab
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
from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.snapshot import Snapshot
from mock_backend import CutBeforeHeaders, MaxAge
from mock_backend.wire import progress_frame

REFUSAL = 503

Step = Callable[[], Awaitable[None]]


class ScheduleActs:
    """Plays acts on the page in `tab` and the two jobs `in_play`; each returns when the page is at rest.

    `played` are the acts so far. Call it only on the backend's loop.
    """

    def __init__(self, session: Session, in_play: JobsInPlay, tab: Tab) -> None:
        self.played: tuple[Act, ...] = ()
        self._session = session
        self._in_play = in_play
        self._tab = tab

    def look(self) -> Snapshot:
        """Returns the state of page and backend."""
        due = self._session.get_next_timer()
        next_timer = None if due is None else due - self._session.now()
        return self._in_play.get_snapshot(self._session.accounts, next_timer)

    async def play(self, act: Act) -> None:
        """Plays an act that is enabled."""
        self.played = (*self.played, act)
        await self._play(act)

    def get_ending(self) -> Sequence[Step]:
        """Returns the steps of the ending (see `ending`), to be awaited one after the other."""
        steps: list[Step] = [self._heal]
        steps += self._pass(CHECKED_AFTER)
        steps += self._pass(ENDS_AFTER - CHECKED_AFTER)
        steps.append(self._end_job)
        steps += self._pass(SPAN - ENDS_AFTER)
        return steps

    async def mount(self, order: str = "mount") -> None:
        """Mounts the component for the job on the screen, or hands it that job with `switch`."""
        self._tab.link.order(order, job=self._in_play.job.id)
        await self._session.come_to_rest()

    async def _play(self, act: Act) -> None:
        in_play = self._in_play
        match act:
            case Complete() | Fail() | Progress():
                is_told = act.broadcast == "delivered" and bool(in_play.job.sockets)
                await self._do(act, lambda: self._change_job(act), is_seen=is_told)
            case ReleaseAnswer(which=which, as_of=as_of, cacheable=cacheable):
                job, answer = in_play.held_answers[which]
                before = job.cache_policy
                job.cache_policy = MaxAge(3600) if cacheable else before
                await self._do(act, lambda: answer.release(as_of))
                job.cache_policy = before
            case LoseAnswer(which=which):
                answer = in_play.held_answers[which][1]
                await self._do(act, lambda: answer.fault(CutBeforeHeaders()))
            case OpenHandshake():
                await self._do(act, in_play.held_handshakes[0][1].accept)
            case RefuseHandshake():
                await self._do(act, lambda: in_play.held_handshakes[0][1].refuse(REFUSAL))
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
                await self.mount("switch")
            case Remount():
                await self.mount()
            case Restart():
                in_play.job.restart()
                await self.mount()
            case Refresh():
                self._tab.link.order("refresh")
                self._tab.link.expect_document()
                await self._session.come_to_rest()
                await self._session.let_begin(self._tab)
            case _:
                raise ValueError(f"Failed to play {act.act!r}: no such act is known here.")

    async def _do(self, act: Act, do: Callable[[], object], *, is_seen: bool = True) -> None:
        await self._session.begin_act(act.act, act.describe())
        do()
        if is_seen:
            await self._session.come_to_rest()
        else:
            self._session.note_rest()

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
            milliseconds = self.look().next_timer or 0
        await self._session.begin_act(act.act, act.describe())
        await self._session.let_pass(milliseconds)

    async def _heal(self) -> None:
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

    async def _end_job(self) -> None:
        if not self._in_play.job.truth.is_terminal:
            await self._play(Complete() if get_last_end(self.played) == "complete" else Fail())

    def _pass(self, milliseconds: int) -> list[Step]:
        """Returns the step that lets so much virtual time pass; no step for 0 milliseconds or less."""

        async def let_pass() -> None:
            await self._session.begin_act("let_pass", f"{milliseconds / 1000:g} s pass")
            await self._session.let_pass(milliseconds)

        return [let_pass] if milliseconds > 0 else []
