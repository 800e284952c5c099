"""A job as a scenario plays it: each method is one act and comes back with the page at rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from e2e.stage.laptop import HOUR
from mock_backend import CutBeforeHeaders, Fault, JobControl, Truth
from mock_backend.gates import CUT, AsOf, Greeting
from mock_backend.socket_faults import SocketFault
from mock_backend.wire import Frame, progress_frame


class Play(Protocol):
    """The function with which a job hands an act to its stage."""

    def __call__(self, name: str, detail: str, do: Callable[[], object]) -> None:
        """Records the act, carries out `do` on the backend's loop, and brings the page to rest."""


class JobOnStage:
    """One job on the stage: its truth, its gates and its sockets, moved by acts.

    Each act raises StageError where it needs a held answer or handshake and there is none, and the errors
    of `Session.settle` where the page does not come to rest.
    """

    def __init__(self, control: JobControl, name: str, play: Play) -> None:
        self.id = control.id
        self.name = name
        self.control = control
        self._play = play

    @property
    def truth(self) -> Truth:
        """The job as the backend has it now."""
        return self.control.truth

    def start(self, *, broadcast: bool = True) -> None:
        """The job begins to run; with `broadcast=False` no socket is told."""
        self._do("start", "starts", lambda: self.control.start(broadcast=broadcast))

    def progress(self, percent: float, *, broadcast: bool = True) -> None:
        """The job reaches `percent` (0 to 100); with `broadcast=False` no socket is told."""
        self._do(
            "progress",
            f"reaches {percent:g} %{_lost(broadcast)}",
            lambda: self.control.progress(percent, broadcast=broadcast),
        )

    def strike(self, fault: SocketFault) -> None:
        """The fault strikes the job's sockets."""
        self._do("strike", f"its sockets {fault.effect}", lambda: self._strike(fault))

    def heal(self, fault: SocketFault) -> None:
        """Ends the fault: new sockets of the job work again."""
        self._do("heal", "its new sockets are well", lambda: fault.heal(self.control))

    def complete_amid(self, fault: SocketFault) -> None:
        """The fault strikes and the job completes at the same moment; then the frames of both go out."""

        def complete() -> None:
            self._strike(fault)
            self.control.complete()

        self._do("complete_amid", f"completes as its sockets {fault.effect}", complete)

    def fail_amid(self, fault: SocketFault, message: str) -> None:
        """The fault strikes and the job fails at the same moment; then the frames of both go out."""

        def fail() -> None:
            self._strike(fault)
            self.control.fail(message)

        self._do("fail_amid", f"fails as its sockets {fault.effect}: {message}", fail)

    def complete_and_send(self, frames: Sequence[Mapping[str, object]]) -> None:
        """The job completes, and `frames` follow its own frame, with their `job_id` filled in.

        The page is at rest between two frames: a page that closes its socket on the first one gets no
        other.
        """

        def complete() -> None:
            self._send_behind(self.control.complete, frames)

        self._do("complete_and_send", f"completes, and {_say(frames)} come behind", complete)

    def fail_and_send(self, message: str, frames: Sequence[Mapping[str, object]]) -> None:
        """The job fails with `message`, and `frames` follow its own frame, as in `complete_and_send`."""

        def fail() -> None:
            self._send_behind(lambda: self.control.fail(message), frames)

        self._do("fail_and_send", f"fails: {message}, and {_say(frames)} come behind", fail)

    def complete(self, *, broadcast: bool = True) -> None:
        """The job completes; with `broadcast=False` no socket is told, not even an open one."""
        self._do(
            "complete",
            f"completes{_lost(broadcast)}",
            lambda: self.control.complete(broadcast=broadcast),
        )

    def end(self, message: str | None, *, broadcast: bool = True) -> None:
        """The job fails with `message`; with None it completes."""
        if message is None:
            self.complete(broadcast=broadcast)
        else:
            self.fail(message, broadcast=broadcast)

    def fail(self, message: str | None, *, broadcast: bool = True) -> None:
        """The job fails with `message`, or without one; with `broadcast=False` no socket is told."""
        self._do(
            "fail",
            f"fails: {message or 'without a reason'}{_lost(broadcast)}",
            lambda: self.control.fail(message, broadcast=broadcast),
        )

    def hold_answers(self) -> None:
        """From now on the answer to each poll waits for `release_answer`."""
        self._do("hold_answers", "its answers are held", self.control.answers.hold)

    def pass_answers(self) -> None:
        """Polls that arrive from now on are answered at once; held answers stay held."""
        self._do("pass_answers", "new answers pass", self.control.answers.pass_through)

    def release_answer(self, which: int = 0, *, as_of: AsOf = "release") -> None:
        """Releases held answer number `which`, oldest first (-1: the newest).

        `as_of`: it carries the truth of its release, or of the arrival of its request.
        """
        self._do(
            "release_answer",
            f"held answer {which} goes out, true on {as_of}",
            lambda: self.control.answers.held[which].release(as_of=as_of),
        )

    def release_all_answers(self, *, as_of: AsOf = "release") -> None:
        """Stops holding and releases all held answers, oldest first (`as_of`: see `release_answer`)."""

        def release() -> None:
            self.control.answers.pass_through()
            for held in self.control.answers.held:
                held.release(as_of=as_of)

        self._do("release_all_answers", f"all held answers go out, true on {as_of}", release)

    def lose_answer(self, fault: Fault, which: int = 0) -> None:
        """Ends held answer number `which` with a fault."""
        self._do(
            "lose_answer",
            f"held answer {which}: the server {fault.effect}",
            lambda: self.control.answers.held[which].fault(fault),
        )

    def fault_answers(self, fault: Fault, *, count: int | None = None) -> None:
        """The next `count` answers end with `fault`; without a count, every one until `heal_answers`."""

        def plan() -> None:
            if count is None:
                self.control.answers.fault(fault)
            else:
                self.control.answers.fault_next(fault, count)

        times = "every answer" if count is None else f"the next {count} answer(s)"
        self._do("fault_answers", f"{times}: the server {fault.effect}", plan)

    def heal_answers(self) -> None:
        """Answers carry the truth again: plans of `fault_answers` are over."""
        self._do("heal_answers", "its answers are well again", self.control.answers.heal)

    def fault_results(self, fault: Fault) -> None:
        """Each request for its results ends with `fault` from now on; polls are answered as before."""

        def plan() -> None:
            self.control.result_fault = fault

        self._do("fault_results", f"its results: the server {fault.effect}", plan)

    def answer_next_as(self, truth: Truth, *, count: int = 1) -> None:
        """The next `count` polls are answered at once with an older truth."""
        self._do(
            "answer_next_as",
            f"the next {count} answer(s) will say {truth.status}",
            lambda: self.control.answers.answer_next_as(truth, count=count),
        )

    def hold_handshakes(self) -> None:
        """From now on each handshake waits for `open_handshake`."""
        self._do("hold_handshakes", "its handshakes are held", self.control.handshakes.hold)

    def pass_handshakes(self) -> None:
        """Handshakes that arrive from now on are accepted at once."""
        self._do(
            "pass_handshakes",
            "new handshakes pass",
            self.control.handshakes.pass_through,
        )

    def open_handshake(self) -> None:
        """Accepts the oldest held handshake."""
        self._do(
            "open_handshake",
            "the held handshake is accepted",
            lambda: self.control.handshakes.held[0].accept(),
        )

    def open_held_handshake(self) -> None:
        """Does `open_handshake`; does nothing where no handshake is held."""
        if self.has_held_handshake:
            self.open_handshake()

    def refuse_handshake(self, status: int = 503) -> None:
        """Refuses the oldest held handshake with `status`."""
        self._do(
            "refuse_handshake",
            f"the held handshake is refused with {status}",
            lambda: self.control.handshakes.held[0].refuse(status),
        )

    def hold_closes(self) -> None:
        """From now on a socket that the page closes is closed only by `release_closes`.

        As on a slow line, where the server's close frame (RFC 6455, 5.5.1) takes its time.
        """
        self._do("hold_closes", "closes of its sockets are held", self.control.hold_closes)

    def release_closes(self) -> None:
        """The server's close frames that are held arrive at the page."""
        self._do("release_closes", "the held closes arrive", self.control.release_closes)

    @property
    def has_held_handshake(self) -> bool:
        """Whether a handshake waits for `open_handshake`."""
        return bool(self.control.handshakes.held)

    @property
    def held_answers(self) -> int:
        """How many polls wait for `release_answer`."""
        return len(self.control.answers.held)

    def greet_with(self, greeting: Greeting) -> None:
        """From now on the server sends the frames of `greeting` on each connect."""

        def greet() -> None:
            self.control.handshakes.greeting = greeting

        self._do("greet_with", f"its sockets are greeted with {greeting}", greet)

    def restart(self) -> None:
        """The job begins anew under the same id; no socket is told."""
        self._do("restart", "begins anew", self.control.restart)

    def set_server_clock(self, *, ahead_by_hours: float) -> None:
        """Its server's clock is set, negative hours: back. The times of its later changes go by it."""
        way = "ahead" if ahead_by_hours > 0 else "back"
        self._do(
            "set_server_clock",
            f"the server's clock is set {way} by {abs(ahead_by_hours):g} h",
            lambda: self.control.set_clock(round(ahead_by_hours * HOUR)),
        )

    def send_progress(self, percent: float) -> None:
        """Sends a late progress frame over each open socket; its state need not be the truth."""
        frame = progress_frame(self.id, percent, round(percent * 2))
        detail = f"its sockets are told {percent:g} %, late"
        self._do("send_progress", detail, lambda: self.control.say(frame))

    def refuse_handshakes(self, status: int = 503) -> None:
        """Refuses each handshake with `status` from now on, until `heal_handshakes`."""
        self._do(
            "refuse_handshakes",
            f"its handshakes are refused with {status}",
            lambda: self.control.handshakes.refuse(status),
        )

    def heal_handshakes(self) -> None:
        """Handshakes are accepted again."""
        self._do("heal_handshakes", "its handshakes pass again", self.control.handshakes.heal)

    def cut_sockets(self) -> None:
        """Cuts each open socket without a close frame: the page sees 1006."""

        def cut() -> None:
            for socket in self.control.sockets:
                socket.cut()

        self._do("cut_sockets", "its sockets are cut", cut)

    def complete_and_close(self, code: int) -> None:
        """The job completes, and the server closes its sockets with `code` after the frame.

        A page that closes its socket on that frame gets `code` as well, because the two closes cross.
        """
        self._end_and_close(self.control.complete, f"completes, and closes with {code}", code)

    def fail_and_close(self, code: int, message: str) -> None:
        """The job fails with `message`; the server closes its sockets, as in `complete_and_close`."""
        detail = f"fails: {message}, and closes with {code}"
        self._end_and_close(lambda: self.control.fail(message), detail, code)

    def _end_and_close(self, end: Callable[[], object], detail: str, code: int) -> None:
        def act() -> None:
            end()
            self.control.close_sockets(code)

        self._do("end_and_close", detail, act)

    def go_offline(self) -> None:
        """The server cannot be reached any more: sockets, polls and handshakes are cut."""

        def go() -> None:
            self.control.answers.fault(CutBeforeHeaders())
            self.control.handshakes.refuse(CUT)
            for socket in self.control.sockets:
                socket.cut()

        self._do("go_offline", "cannot be reached any more", go)

    def come_online(self) -> None:
        """The server can be reached again."""

        def come() -> None:
            self.control.answers.heal()
            self.control.handshakes.heal()

        self._do("come_online", "can be reached again", come)

    def flood(self, count: int, *, up_to: float) -> None:
        """Makes `count` steps of progress at once, the last one to `up_to` percent.

        The frames go out together, so the browser decides how many of the states in between the page
        renders. Only the last of these states is judged (see `get_steady`).
        """
        begin = self.truth.progress or 0.0

        def advance() -> None:
            for step in range(1, count + 1):
                self.control.progress(begin + (up_to - begin) * step / count)

        detail = f"makes {count} steps to {up_to:g} % at once"
        self._do("flood", detail, lambda: self.control.say_in_one_go(advance))

    def close_sockets(self, code: int = 1001) -> None:
        """Closes each open socket with a close frame."""

        def close() -> None:
            for socket in self.control.sockets:
                socket.close(code)

        self._do("close_sockets", f"its sockets are closed with {code}", close)

    def send_frame(self, frame: Frame) -> None:
        """Sends a frame of any kind over each open socket."""

        self._do("send_frame", f"its sockets are sent {frame!r}", lambda: self.control.say(frame))

    def _send_behind(
        self, end: Callable[[], object], frames: Sequence[Mapping[str, object]]
    ) -> None:
        end()
        for frame in frames:
            self.control.say({"job_id": self.id, **frame})

    def _strike(self, fault: SocketFault) -> None:
        self.control.note_socket_fault(fault.effect, fault.then)
        fault.strike(self.control)

    def _do(self, name: str, detail: str, do: Callable[[], object]) -> None:
        has_subject = detail.startswith(_SUBJECTS)
        self._play(name, f"{self.name}{':' if has_subject else ''} {detail}", do)


_SUBJECTS = ("its ", "the ", "new ", "every ", "held ", "all ")
"""The beginnings of sentences about a part of the job; other sentences begin with the job's verb."""


def _say(frames: Sequence[Mapping[str, object]]) -> str:
    return ", ".join(str(frame.get("status", "progress")) for frame in frames)


def _lost(broadcast: bool) -> str:
    return "" if broadcast else ", the broadcast is lost"
