"""The orders that the backend got about the sockets of a job, compared with its journal."""

from __future__ import annotations

from e2e.history.stage_events import RECOVERY
from e2e.proofs.obedience.step import Step
from mock_backend.journal.events import (
    FrameReceived,
    FrameSent,
    HandshakeAccepted,
    HandshakeArrived,
    HandshakeHeld,
    HandshakeRefused,
    SocketClosed,
    SocketCut,
    SocketFaultStruck,
    TruthChanged,
)

_PASS = frozenset({"pass_handshakes", "heal", RECOVERY})
_HEAL = frozenset({"heal_handshakes", "come_online", "heal", RECOVERY})
_ENDS = frozenset({"cut_sockets", "close_sockets", "end_and_close", "go_offline"})
_ENDS_BY_FAULT = frozenset({"ended", "held", "refused"})
_SENDS = frozenset({"send_frame", "send_progress"})


class ToldSockets:
    """The orders for the handshakes of `job` (hold or refuse them), and its open sockets."""

    def __init__(self, job: str) -> None:
        self._job = job
        self._are_held = False
        self._are_refused = False
        self._truth: TruthChanged | None = None
        self._connecting: set[int] = set()
        self._open: set[int] = set()
        self._silent: set[int] = set()
        self._deaf: set[int] = set()

    def take(self, step: Step, *, is_own: bool) -> str | None:
        """Takes in an act, and returns the order that the backend did not follow, in words, or None.

        `is_own`: the act is one of this job.
        """
        struck = [e for e in step.of_type(SocketFaultStruck) if e.job == self._job]
        then = struck[0].then if struck else ""
        if is_own or step.name == RECOVERY:
            self._take_act(step.name, then)
        if struck and struck[0].sockets:
            self._silent |= self._open if then == "silent" else set()
            self._deaf |= self._open if then == "deaf" else set()
        unheld = self._find_unheld(step)
        were_open, had_told = set(self._open), self._has_told()
        self._take_sockets(step)
        sent = [e for e in step.of_type(FrameSent) if e.socket in were_open | self._open]
        sends = then == "frames" or (then == "frames of its own" and had_told)
        return (
            unheld
            or self._find_open(step, then, were_open, is_own=is_own)
            or self._find_said(sent)
            or self._find_heard(step, is_own=is_own)
            or self._find_unheard(step, sent)
            or self._find_unanswered(step, sent)
            or self._find_unsaid(
                step, sent, were_open, sends=sends or (is_own and step.name in _SENDS)
            )
        )

    def _take_act(self, name: str, then: str) -> None:
        holds = name == "hold_handshakes" or then == "held"
        self._are_held = holds or (self._are_held and name not in _PASS)
        refuses = name in ("refuse_handshakes", "go_offline") or then == "refused"
        self._are_refused = refuses or (self._are_refused and name not in _HEAL)

    def _find_unheld(self, step: Step) -> str | None:
        arrived = {e.socket for e in step.of_type(HandshakeArrived) if e.job == self._job}
        held = {e.socket for e in step.of_type(HandshakeHeld)}
        accepted = {e.socket for e in step.of_type(HandshakeAccepted)}
        decided = accepted | {e.socket for e in step.of_type(HandshakeRefused)}
        if self._are_held and (arrived & decided) - held:
            return "handshakes were to be held, and one went through"
        if self._are_refused and not self._are_held and arrived & accepted:
            return "handshakes were to be refused, and one was accepted"
        return None

    def _take_sockets(self, step: Step) -> None:
        self._connecting |= {e.socket for e in step.of_type(HandshakeArrived) if e.job == self._job}
        accepted = {e.socket for e in step.of_type(HandshakeAccepted)} & self._connecting
        cut = {e.socket for e in step.of_type(SocketCut)}
        ended = cut | {e.socket for e in step.of_type(SocketClosed)}
        self._connecting -= accepted
        self._open = (self._open | accepted) - ended
        for truth in step.of_type(TruthChanged):
            if truth.job == self._job:
                self._truth = truth

    def _find_said(self, sent: list[FrameSent]) -> str | None:
        if any(each.socket in self._silent for each in sent):
            return "a socket was to be silent, and a frame went out on it"
        if any(each.socket in self._deaf and '"pong"' in each.frame for each in sent):
            return "pings were to get no answer, and one got a pong"
        return None

    def _find_open(self, step: Step, then: str, were_open: set[int], *, is_own: bool) -> str | None:
        cut = {e.socket for e in step.of_type(SocketCut)}
        closed = {e.socket for e in step.of_type(SocketClosed) if e.by == "server"}
        ends = then in _ENDS_BY_FAULT or (is_own and step.name in _ENDS)
        if ends and were_open - cut - closed:
            return "open sockets were to end, and one was not ended"
        return None

    def _find_heard(self, step: Step, *, is_own: bool) -> str | None:
        if is_own and step.says.endswith("the broadcast is lost") and self._count_delivered(step):
            return "a broadcast was to be lost, and a socket heard it"
        return None

    def _find_unheard(self, step: Step, sent: list[FrameSent]) -> str | None:
        if self._count_delivered(step) and not sent:
            return "a broadcast was to go out to an open socket, and no frame did"
        return None

    def _find_unanswered(self, step: Step, sent: list[FrameSent]) -> str | None:
        """Finds a ping without its pong, on a socket that is open when the act is over."""
        pinged = {e.socket for e in step.of_type(FrameReceived) if '"ping"' in e.frame}
        answered = {e.socket for e in sent if '"pong"' in e.frame}
        if (pinged & self._open) - self._silent - self._deaf - answered:
            return "a ping was to get a pong, and got none"
        return None

    def _find_unsaid(
        self, step: Step, sent: list[FrameSent], were_open: set[int], *, sends: bool
    ) -> str | None:
        if sends and were_open and len(sent) <= self._count_delivered(step):
            return "a frame was to go out, and none did"
        return None

    def _count_delivered(self, step: Step) -> int:
        truths = [e for e in step.of_type(TruthChanged) if e.job == self._job]
        return sum(each.delivered_to > 0 for each in truths)

    def _has_told(self) -> bool:
        """Whether a frame can tell the truth: the job has made progress, or has ended."""
        truth = self._truth
        return truth is not None and bool(truth.progress or truth.status in ("completed", "failed"))
