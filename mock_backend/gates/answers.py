"""The gate in front of the answers to `GET /v1/jobs/{id}` of one job."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from mock_backend.faults.exchange import Fault
from mock_backend.faults.late_answer import LateAnswer
from mock_backend.job_life import Truth
from mock_backend.journal.events import RequestReleased
from mock_backend.journal.journal import Journal

AsOf = Literal["arrival", "release"]
Decision = Truth | Fault
"""The content of an answer: a truth, or a fault in its place."""


class HeldAnswer:
    """A request that waits at the gate. It ends once: by a release, a fault, or the client's leaving.

    `turn` returns the content of the answer when the request only waits for its turn (see
    `AnswerGate.take_turns`). It is None while the answer is held; then the content is the truth at its
    release or at its arrival. `planned` is a fault or an older truth that was planned for this answer. If
    its client leaves before its turn, the next request gets it. `is_free`: one can be planned for it.
    """

    def __init__(
        self,
        request: int,
        ordinal: int,
        arrived_as: Truth,
        turn: Callable[[], Decision] | None,
        end: Callable[[HeldAnswer, AsOf, Fault | None], None],
    ) -> None:
        self.request = request
        self.ordinal = ordinal
        self.arrived_as = arrived_as
        self.turn = turn
        self.planned: Decision | None = None
        self.is_free = False
        self.as_of: AsOf = "release"
        self.decided: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
        self._end = end

    def release(self, as_of: AsOf = "release") -> None:
        """Lets the answer go, with the truth at the arrival of its request, or with the present truth.

        Raises ValueError where it is not held any more.
        """
        self._end(self, as_of, None)

    def fault(self, fault: Fault) -> None:
        """Ends it with a fault. Raises ValueError where it is not held any more."""
        self._end(self, "release", fault)


class AnswerGate:
    """Decides for each poll that arrives whether it is held or answered at once, and with which content.

    An older truth or a fault that is planned for the next answers takes precedence over holding, and
    holding over a standing fault. With `take_turns`, an answer that would go out at once waits for
    `let_next_through`, so that the caller decides the order and not the machine.
    """

    def __init__(self, get_truth: Callable[[], Truth], journal: Journal, now: Callable[[], int]):
        self._get_truth = get_truth
        self._journal = journal
        self._now = now
        self._held: list[HeldAnswer] = []
        self._turns: list[HeldAnswer] = []
        self._takes_turns = False
        self._planned: deque[Decision] = deque()
        self._standing: Fault | None = None
        self._is_holding = False
        self._spoiled: set[int] = set()
        self.requests = 0

    @property
    def is_holding(self) -> bool:
        """Whether each poll that arrives is held."""
        return self._is_holding

    @property
    def held(self) -> tuple[HeldAnswer, ...]:
        """The held answers, oldest first."""
        return tuple(self._held)

    @property
    def is_clear(self) -> bool:
        """Whether a poll that arrives now is answered with the truth, and no answer is held.

        An answer that is only late is one with the truth.
        """
        waits = self._is_holding or self._held or self._spoiled
        spoils = self._standing is not None and not isinstance(self._standing, LateAnswer)
        return not (waits or self._planned or spoils)

    def take_turns(self) -> None:
        """Makes answers that pass wait for `let_next_through` from now on, in the order of arrival."""
        self._takes_turns = True

    @property
    def turns(self) -> tuple[HeldAnswer, ...]:
        """The answers that only wait for their turn, oldest first."""
        return tuple(self._turns)

    def let_next_through(self) -> bool:
        """Sends the oldest answer that waits for its turn; returns False where no answer waits."""
        if not self._turns:
            return False
        held = self._turns.pop(0)
        self._journal.record(RequestReleased(self._now(), held.request, held.as_of))
        held.decided.set_result(held.turn() if held.turn else self._get_truth())
        return True

    def hold(self) -> None:
        """Holds each answer from now on."""
        self._is_holding = True

    def pass_through(self) -> None:
        """Stops holding; answers that are held stay held."""
        self._is_holding = False

    def fault(self, fault: Fault) -> None:
        """Makes every answer a `fault` from now on, until `heal`."""
        self._standing = fault

    def fault_next(self, fault: Fault, count: int = 1) -> None:
        """Makes the next `count` answers a `fault`."""
        self._planned.extend([fault] * count)

    def answer_next_as(self, truth: Truth, count: int = 1) -> None:
        """Makes the next `count` answers carry `truth`, an older one, without holding them."""
        self._planned.extend([truth] * count)

    def heal(self) -> None:
        """Drops every fault and older truth that is planned, standing or under way."""
        self._standing = None
        self._planned.clear()
        self._spoiled.clear()
        for each in self._turns:
            each.planned = None

    @contextmanager
    def spoil(self, request: int, fault: Fault) -> Iterator[None]:
        """Marks the answer to `request` as spoiled until the block ends, or until `heal`.

        An answer that is only late is not marked.
        """
        if not isinstance(fault, LateAnswer):
            self._spoiled.add(request)
        try:
            yield
        finally:
            self._spoiled.discard(request)

    def admit(self, request: int) -> HeldAnswer | Decision:
        """Takes in a request that arrived; returns it held, or the content of its answer."""
        self.requests += 1
        if self._planned:
            return self._pass(request, self._planned.popleft())
        if self._is_holding:
            held = HeldAnswer(request, self.requests, self._get_truth(), None, self._end)
            self._held.append(held)
            return held
        return self._pass(request, None)

    def forget(self, held: HeldAnswer) -> None:
        """Drops an answer whose client went away; a content planned for it passes to the next one."""
        for waiting in (self._held, self._turns):
            if held in waiting:
                waiting.remove(held)
                self._hand_on(held.planned)

    def _hand_on(self, planned: Decision | None) -> None:
        if planned is None:
            return
        free = next((each for each in self._turns if each.is_free and not each.planned), None)
        if free is not None:
            free.planned = planned
        else:
            self._planned.appendleft(planned)

    def _pass(self, request: int, planned: Decision | None) -> HeldAnswer | Decision:
        if not self._takes_turns:
            return planned or self._decide()
        turn = HeldAnswer(request, self.requests, self._get_truth(), None, self._end)
        turn.planned, turn.is_free = planned, True
        turn.turn = lambda: turn.planned or self._decide()
        self._turns.append(turn)
        return turn

    def _decide(self) -> Decision:
        """Returns the content of an answer for which none was planned."""
        return self._standing or self._get_truth()

    def _end(self, held: HeldAnswer, as_of: AsOf, fault: Fault | None) -> None:
        if held not in self._held:
            raise ValueError(
                f"Failed to release the answer to request {held.request}: it is not held any more. "
                "Was it released before, or did the page go away?"
            )
        self._held.remove(held)
        decision = fault or (held.arrived_as if as_of == "arrival" else self._get_truth())
        if self._takes_turns:
            held.as_of = as_of
            held.turn = lambda: decision
            self._turns.append(held)
            return
        self._journal.record(RequestReleased(self._now(), held.request, as_of))
        held.decided.set_result(decision)
