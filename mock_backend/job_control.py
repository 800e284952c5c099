"""One job at the backend, with all the moves that a test can make."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from mock_backend.cache_policies import CachePolicy
from mock_backend.dialects import Dialect
from mock_backend.faults.exchange import Fault
from mock_backend.gates.answers import AnswerGate
from mock_backend.gates.handshakes import ACCEPT, HandshakeGate
from mock_backend.job_life import JobLife, Truth
from mock_backend.journal.events import (
    HandshakeAccepted,
    HandshakeRefused,
    SocketFaultStruck,
    TruthChanged,
)
from mock_backend.journal.journal import Journal
from mock_backend.pace import Pace
from mock_backend.server_socket import ServerSocket
from mock_backend.wire import Frame, as_frame, frame_for


class JobControl:
    """Moves the truth, holds the gates, and reaches the open sockets. For the backend's loop only."""

    def __init__(
        self,
        life: JobLife,
        *,
        journal: Journal,
        now: Callable[[], int],
        cache_policy: CachePolicy,
        is_wrapped: bool,
        dialect: Dialect,
    ) -> None:
        self.id = life.truth.job_id
        self.cache_policy = cache_policy
        self.is_wrapped = is_wrapped
        self.dialect = dialect
        self.answers = AnswerGate(lambda: self.truth, journal, now)
        self.handshakes = HandshakeGate(self._note_handshake)
        self.pace = Pace()
        self.result_fault: Fault | None = None
        """The end of each request for its results, in the place of the results; None: they are sent."""
        self._life = life
        self._journal = journal
        self._now = now
        self._sockets: dict[int, ServerSocket] = {}
        self._turns: deque[Callable[[], None]] = deque()
        self._takes_turns = False
        self._held_closes: list[Callable[[], None]] | None = None
        self._record(self.truth, 0)

    @property
    def truth(self) -> Truth:
        """The job as it is now."""
        return self._life.truth

    @property
    def sockets(self) -> tuple[ServerSocket, ...]:
        """The open sockets, oldest first; a broadcast reaches only these."""
        return tuple(each for each in self._sockets.values() if each.is_open)

    def start(self, *, broadcast: bool = True) -> Truth:
        """Starts the job. Sockets get no frame, because the contract has none for it."""
        return self._tell(self._life.start(), broadcast)

    def progress(self, percent: float, *, broadcast: bool = True) -> Truth:
        """Sets the progress of the job to `percent`, 0 to 100."""
        return self._tell(self._life.progress(percent), broadcast)

    def complete(self, *, broadcast: bool = True) -> Truth:
        """Completes the job."""
        return self._tell(self._life.complete(), broadcast)

    def fail(self, message: str | None, *, broadcast: bool = True) -> Truth:
        """Makes the job fail with `message`, or without one."""
        return self._tell(self._life.fail(message), broadcast)

    def restart(self) -> Truth:
        """Restarts the job under the same id; sockets get no frame."""
        return self._tell(self._life.restart(), broadcast=False)

    def set_clock(self, ahead: int) -> None:
        """Sets the clock of its server to virtual time plus `ahead` (ms); no socket is told."""
        self._life.set_clock(ahead)

    def say(self, frame: Frame) -> None:
        """Sends `frame`, true or not, to each socket that is open now: see `say_to`."""
        for socket in self.sockets:
            self.say_to(socket, frame)

    def say_to(self, socket: ServerSocket, frame: Frame) -> None:
        """Sends `frame` to one of its sockets, in its turn where turns are taken.

        A dict is a frame of the contract, and is sent in the form of the job's dialect; text and bytes
        are sent as they are.
        """
        if isinstance(frame, dict):
            frame = self.dialect.get_frame(frame, self.truth)
        self._in_turn(partial(self._send_if_heard, socket, frame))

    def close_sockets(self, code: int) -> None:
        """Closes each socket that is open now with `code`, after the frames that wait for it."""
        for socket in self.sockets:
            self._in_turn(partial(self._close_if_open, socket, code))

    def take_turns(self) -> None:
        """Makes frames, closes, answers and handshakes that pass wait for `let_next_through` from now on.

        Frames of `say_in_one_go` and cut connections do not wait.
        """
        self._takes_turns = True
        self.answers.take_turns()
        self.handshakes.take_turns()

    def hold_closes(self) -> None:
        """From now on a close that the page begins is completed only by `release_closes`.

        It holds for sockets that were made after `take_turns`.
        """
        if self._held_closes is None:
            self._held_closes = []

    def release_closes(self) -> None:
        """Completes the closes that are held, and holds no more."""
        self._turns.extend(self._held_closes or ())
        self._held_closes = None

    def say_in_one_go(self, act: Callable[[], object]) -> None:
        """Carries out `act` and sends its frames at once, without work of the page in between."""
        took_turns, self._takes_turns = self._takes_turns, False
        try:
            act()
        finally:
            self._takes_turns = took_turns

    @property
    def has_turns(self) -> bool:
        """Whether a frame, close, answer or handshake waits for `let_next_through`."""
        return bool(self._turns or self.answers.turns or self.handshakes.turns)

    def let_next_through(self) -> bool:
        """Lets the next frame, close, answer or handshake go; returns False where none waits.

        Frames and closes go before answers, and answers before handshakes, because a page that closes its
        socket and then sends a poll has sent the close frame first. A frame is not sent where the page
        has begun to close the socket meanwhile, because the page does not take it any more.
        """
        if self._turns:
            self._turns.popleft()()
            return True
        return self.answers.let_next_through() or self.handshakes.let_next_through()

    def note_socket_fault(self, effect: str, then: str) -> None:
        """Journals that a fault is about to strike the open sockets, with its effect in words.

        `then` is the aftermath that the journal must show.
        """
        struck = SocketFaultStruck(self._now(), self.id, effect, len(self.sockets), then)
        self._journal.record(struck)

    def add_socket(self, socket: ServerSocket) -> None:
        """Adds an accepted socket, and sends it the greetings."""
        self._sockets[socket.id] = socket
        if self._takes_turns:
            socket.hold_close(self._admit_close)
        for greeting in self.dialect.get_greetings(self.truth):
            self.say_to(socket, as_frame(greeting))
        for frame in self.handshakes.greeting.get_frames(self.truth):
            self.say_to(socket, frame)

    def _admit_close(self, complete: Callable[[], None]) -> None:
        waits = self._turns if self._held_closes is None else self._held_closes
        waits.append(complete)

    def remove_socket(self, socket: ServerSocket) -> None:
        """Removes a socket whose connection is gone."""
        self._sockets.pop(socket.id, None)

    def end_everything(self) -> None:
        """Cuts the sockets and ends held answers and handshakes, so that none waits any more."""
        self.answers.pass_through()
        self.answers.heal()
        self.handshakes.pass_through()
        self.release_closes()
        while self.let_next_through():
            pass
        for answer in self.answers.held:
            answer.release()
        for handshake in self.handshakes.held:
            handshake.refuse(503)
        for socket in self.sockets:
            socket.cut()

    def _tell(self, truth: Truth, broadcast: bool) -> Truth:
        frame = frame_for(truth) if broadcast else None
        audible = tuple(socket for socket in self.sockets if not socket.is_mute)
        reached = audible if frame is not None else ()
        self._record(truth, len(reached))
        for socket in reached:
            self.say_to(socket, frame or {})
        return truth

    def _in_turn(self, do: Callable[[], None]) -> None:
        if self._takes_turns:
            self._turns.append(do)
        else:
            do()

    def _send_if_heard(self, socket: ServerSocket, frame: Frame) -> None:
        if socket.is_heard:
            socket.send(frame)

    def _close_if_open(self, socket: ServerSocket, code: int) -> None:
        if socket.is_open:
            socket.close(code)

    def _record(self, truth: Truth, delivered_to: int) -> None:
        self._journal.record(
            TruthChanged(
                self._now(),
                self.id,
                truth.status,
                truth.progress,
                truth.error_message,
                truth.version,
                delivered_to,
            )
        )

    def _note_handshake(self, socket: int, status: int) -> None:
        # At once, because between the decision and the handler's turn nothing would count as in flight.
        self._journal.record(
            HandshakeAccepted(self._now(), socket)
            if status == ACCEPT
            else HandshakeRefused(self._now(), socket, status)
        )
