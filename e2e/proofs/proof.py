"""Was the race forced? Three answers, each with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.proofs.moments import Moment
from e2e.proofs.sockets_made import RECONNECTS_WITHIN, does_without_socket


@dataclass(frozen=True, slots=True)
class Forced:
    """The history has the ordering that the scenario is about."""


@dataclass(frozen=True, slots=True)
class Prevented:
    """The page had every opportunity to enter the race and declined: `reason` says how.

    A page that drops its socket once a poll saw the end cannot be caught by a late reconnect. That
    is a way to be right, and the history shows it.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class NotForced:
    """The ordering did not come about, and the page did nothing to prevent it."""

    reason: str


_WITHOUT_SOCKET = f"the page makes no WebSocket for {RECONNECTS_WITHIN} s"

Verdict = Forced | Prevented | NotForced
Proof = Callable[[History], Verdict]


def in_order(*moments: Moment, unless: Sequence[Moment] = ()) -> Proof:
    """Returns a proof that the `moments` happened one after the other, others in between or not.

    Where one is missing, an `unless` moment anywhere says that the page prevented the race; so does,
    where it needs a WebSocket, that at the end the page has had none for a minute, and made none since
    the moment before. Without either it was not forced. Between two rests the records of page and backend
    are in no order to each other, and none is asked of them.
    """

    def prove(history: History) -> Verdict:
        entries = history.entries
        steps = _number_steps(entries)
        last: int | None = None
        for number, moment in enumerate(moments):
            found = _find_after(last, moment, entries, steps)
            if found is None:
                for excuse in unless:
                    if _find_after(None, excuse, entries, steps) is not None:
                        return Prevented(excuse.name)
                if moment.needs_socket and does_without_socket(entries, last or 0):
                    return Prevented(_WITHOUT_SOCKET)
                return NotForced(_describe(moments, number))
            last = found
        return Forced()

    return prove


def _number_steps(entries: Sequence[Entry]) -> list[int]:
    """For each entry, how many acts began and rests were reached up to it."""
    marks = (isinstance(entry.event, ActBegan | CameToRest) for entry in entries)
    return list(accumulate(marks))


def _find_after(
    last: int | None, moment: Moment, entries: Sequence[Entry], steps: Sequence[int]
) -> int | None:
    for i, entry in enumerate(entries):
        if last is not None:
            is_same_step = steps[i] == steps[last]
            has_order = not is_same_step or entry.source == entries[last].source
            if steps[i] < steps[last] or i == last or (has_order and i < last):
                continue
        if moment.is_here(entries, i):
            return i
    return None


def _describe(moments: Sequence[Moment], number: int) -> str:
    missing = moments[number].name
    if number == 0:
        return f"the history has no moment where {missing}"
    return f"after the moment where {moments[number - 1].name} there is none where {missing}"
