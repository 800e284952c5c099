"""The proof of a race and its three verdicts: forced, prevented, or not forced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.proofs.moments import Moment
from e2e.proofs.sockets_made import (
    RECONNECTS_WITHIN,
    connects_after_its_first_answer,
    does_without_socket,
)


@dataclass(frozen=True, slots=True)
class Forced:
    """The history has the ordering that the scenario is about."""


@dataclass(frozen=True, slots=True)
class Prevented:
    """The page had every opportunity to enter the race and kept out of it; `reason` says how.

    For example, a page that drops its socket once a poll saw the end cannot meet a late reconnect. That
    is correct too, and the history shows it.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class NotForced:
    """The ordering did not happen, and the page did nothing to prevent it; `reason` is in words."""

    reason: str


_WITHOUT_SOCKET = f"the page makes no WebSocket for {RECONNECTS_WITHIN} s"
_CONNECTS_LATER = "the page makes its WebSocket once it has its first answer"

Verdict = Forced | Prevented | NotForced
Proof = Callable[[History], Verdict]


def in_order(*moments: Moment, unless: Sequence[Moment] = ()) -> Proof:
    """Returns a proof that the `moments` happened in this order; other events may come in between.

    Where a moment is missing, the page prevented the race if an `unless` moment is anywhere in the
    history. It also did if the missing moment needs a WebSocket, and the page has had no socket for
    the last `RECONNECTS_WITHIN` seconds and made none since the moment before, or made none for as long
    as the scenario kept its first answer from it. Otherwise the race was not forced. Between two rests,
    the order between records of the page and of the backend means nothing, so the proof does not check
    it.
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
                if moment.needs_socket and connects_after_its_first_answer(entries, last or 0):
                    return Prevented(_CONNECTS_LATER)
                return NotForced(_describe(moments, number))
            last = found
        return Forced()

    return prove


def _number_steps(entries: Sequence[Entry]) -> list[int]:
    """Returns, for each entry, the number of beginnings of acts and of rests up to it."""
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
