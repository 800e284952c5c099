"""The acts of a schedule as a stage plays them."""

from __future__ import annotations

from collections.abc import Callable

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
from e2e.explorer.ending import CHECKED_AFTER, ENDS_AFTER, JOB_1, JOB_2, SPAN, get_last_end
from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.situation import Situation
from e2e.stage.backstage import Backstage
from e2e.stage.job_on_stage import JobOnStage
from e2e.stage.stage import Stage
from mock_backend import CutBeforeHeaders, MaxAge, NoHeaders

REFUSAL = 503


class StageSession:
    """One schedule on one stage: its beginning, its acts, its ending (see `ending`).

    `played` are the acts so far. `on_rest` is called after each.
    """

    def __init__(self, stage: Stage, backstage: Backstage, on_rest: Callable[[], None]) -> None:
        self.played: tuple[Act, ...] = ()
        self._stage = stage
        self._call = backstage.call
        self._on_rest = on_rest
        self._jobs = (stage.add_job(progress=JOB_1), stage.add_job(progress=JOB_2))
        self._in_play = JobsInPlay(backstage.backend)
        self._in_play.jobs = tuple(job.control for job in self._jobs)

    def open(self) -> None:
        """Everything is held, and the page opens on job 1."""
        self._call(self._hold)
        self._stage.show(self._job)
        self._on_rest()

    def look(self) -> Situation:
        """How things stand."""
        due = self._stage.next_timer
        return self._call(lambda: self._in_play.get_situation(self._stage.accounts, due))

    def play(self, act: Act) -> None:
        """Plays an act that is enabled."""
        self.played = (*self.played, act)
        self._play(act)
        self._on_rest()

    def end(self) -> None:
        """The network is healed, and a minute passes."""
        self._heal()
        self._on_rest()
        self._let_pass(CHECKED_AFTER)
        self._let_pass(ENDS_AFTER - CHECKED_AFTER)
        if not self._job.truth.is_terminal:
            self._play(Complete() if get_last_end(self.played) == "complete" else Fail())
            self._on_rest()
        self._let_pass(SPAN - ENDS_AFTER)

    @property
    def _job(self) -> JobOnStage:
        return self._jobs[self._in_play.on_screen - 1]

    def _hold(self) -> None:
        for job in self._in_play.jobs:
            job.answers.hold()
            job.handshakes.hold()

    def _heal(self) -> None:
        def heal() -> None:
            self._in_play.heal()
            for _, answer in self._in_play.held_answers:
                answer.release()

        self._stage.play("heal", "the network is healed", heal)
        while self._call(lambda: self._in_play.held_handshakes):
            self._stage.play("heal", "a handshake is accepted", self._accept)

    def _accept(self) -> None:
        self._in_play.held_handshakes[0][1].accept()

    def _let_pass(self, milliseconds: int) -> None:
        if milliseconds == 0:
            return
        self._stage.let_pass(milliseconds=milliseconds)
        self._on_rest()

    def _play(self, act: Act) -> None:
        if isinstance(act, Complete | Fail | Progress):
            self._in_play.note_progress()
        match act:
            case Complete(broadcast=broadcast):
                self._job.complete(broadcast=broadcast == "delivered")
            case Fail(broadcast=broadcast):
                self._job.fail(REASON, broadcast=broadcast == "delivered")
            case Progress(percent=percent, broadcast=broadcast):
                self._job.progress(percent, broadcast=broadcast == "delivered")
            case LateProgress():
                self._job.send_progress(self._in_play.last_progress)
            case LetPass(milliseconds=milliseconds):
                self._stage.let_pass(milliseconds=milliseconds or self._stage.next_timer or 0)
            case ReleaseAnswer() | LoseAnswer() | OpenHandshake() | RefuseHandshake() | Drop():
                self._play_at_the_gates(act)
            case _:
                self._turn_page(act)

    def _play_at_the_gates(self, act: Act) -> None:
        in_play = self._in_play
        match act:
            case ReleaseAnswer(which=which, as_of=as_of, cacheable=cacheable):
                job, answer = self._call(lambda: in_play.held_answers[which])

                def release() -> None:
                    job.cache_policy = MaxAge(3600) if cacheable else NoHeaders()
                    answer.release(as_of)

                self._do(act, release)
                job.cache_policy = NoHeaders()
            case LoseAnswer(which=which):
                self._do(act, lambda: in_play.held_answers[which][1].fault(CutBeforeHeaders()))
            case OpenHandshake():
                self._do(act, self._accept)
            case RefuseHandshake():
                self._do(act, lambda: in_play.held_handshakes[0][1].refuse(REFUSAL))
            case Drop():
                self._do(act, lambda: self._drop(act))
            case _:
                raise ValueError(f"Failed to play {act.act!r}: it is nothing of the gates'.")

    def _drop(self, act: Drop) -> None:
        for _, socket in self._in_play.sockets:
            if act.how == "clean":
                socket.close(1001)
            else:
                socket.cut()

    def _turn_page(self, act: Act) -> None:
        match act:
            case SwitchJob():
                self._in_play.on_screen = 3 - self._in_play.on_screen
                self._stage.switch_to(self._job)
            case Remount():
                self._stage.mount(self._job)
            case Refresh():
                self._stage.refresh()
            case Restart():
                self._stage.begin_anew(self._job)
            case _:
                raise ValueError(f"Failed to play {act.act!r}: no such act is known here.")

    def _do(self, act: Act, do: Callable[[], object]) -> None:
        self._stage.play(act.act, act.describe(), do)
