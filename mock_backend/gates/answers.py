"""The gate in front of the answers to `GET /v1/jobs/{id}` of one job."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from mock_backend.faults.exchange import Fault
from mock_backend.job_life import Truth
from mock_backend.journal.events import RequestReleased
from mock_backend.journal.journal import Journal

AsOf = Literal["arrival", "release"]
Decision = Truth | Fault
"""What an answer carries: a truth, or a fault in its place."""


class HeldAnswer:
    """A request that waits at the gate. Ends once: by a release, a fault, or the client leaving.

    `turn` is what it will be answered with when it only waits for its turn (see
    `AnswerGate.take_turns`); None when it is held and says what is true on its release or arrival.
    `planned` is a fault or an older truth that was planned for it, and is for the next request should its
    client leave before its turn; `is_free`: it can be given one.
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
        """Lets the answer go with what was true on its arrival, or what is true now."""
        self._end(self, as_of, None)

    def fault(self, fault: Fault) -> None:
        """Ends it with a fault."""
        self._end(self, "release", fault)


class AnswerGate:
    """Decides for each poll that arrives: answered now, with what, or held.

    An older truth or a fault planned for the next answers comes before holding, holding before a
    standing fault. With `take_turns`, what would be answered at once waits for `let_next_through`:
    so whoever drives the backend decides the order, and not the machine.
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
    def held(self) -> tuple[HeldAnswer, ...]:
        """What waits here, oldest first."""
        return tuple(self._held)

    @property
    def is_clear(self) -> bool:
        """Whether a poll that arrives now is answered at once with the truth, and none waits."""
        waits = self._is_holding or self._held or self._spoiled
        return not (waits or self._planned or self._standing)

    def take_turns(self) -> None:
        """From now on whatever passes waits for `let_next_through`, in the order of arrival."""
        self._takes_turns = True

    @property
    def turns(self) -> tuple[HeldAnswer, ...]:
        """What waits for its turn only, oldest first."""
        return tuple(self._turns)

    def let_next_through(self) -> bool:
        """Answers the oldest that waits for its turn; False when none does."""
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
        """Holds no more; what is held stays held."""
        self._is_holding = False

    def fault(self, fault: Fault) -> None:
        """Every answer from now on is `fault`, until `heal`."""
        self._standing = fault

    def fault_next(self, fault: Fault, count: int = 1) -> None:
        """The next `count` answers are `fault`."""
        self._planned.extend([fault] * count)

    def answer_next_as(self, truth: Truth, count: int = 1) -> None:
        """The next `count` answers carry `truth`, an older one, at once."""
        self._planned.extend([truth] * count)

    def heal(self) -> None:
        """Forgets every fault and every older truth that was planned, and those that are under way."""
        self._standing = None
        self._planned.clear()
        self._spoiled.clear()
        for each in self._turns:
            each.planned = None

    @contextmanager
    def spoil(self, request: int) -> Iterator[None]:
        """The answer to `request` is spoiled for as long as the block takes, or until `heal`."""
        self._spoiled.add(request)
        try:
            yield
        finally:
            self._spoiled.discard(request)

    def admit(self, request: int) -> HeldAnswer | Decision:
        """Takes in a request that arrived."""
        self.requests += 1
        if self._planned:
            return self._pass(request, self._planned.popleft())
        if self._is_holding:
            held = HeldAnswer(request, self.requests, self._get_truth(), None, self._end)
            self._held.append(held)
            return held
        return self._pass(request, None)

    def forget(self, held: HeldAnswer) -> None:
        """Drops an answer whose client went away; what was planned for it is for the next one."""
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
        """What is answered at once where nothing was planned for this request."""
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
