"""When the person in front of the page saw the end, read from the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from e2e.history.history import History
from e2e.history.page_events import FetchStarted, Shown
from e2e.history.stage_events import ActBegan
from mock_backend.journal.events import TruthChanged

Word = Literal["right", "late", "stuck"]
RETURNS = frozenset({"come_back", "refresh"})
"""Acts by which a person comes back to the page."""


@dataclass(frozen=True, slots=True)
class Seen:
    """When the person saw the end.

    `right`: with the first poll that could tell it; `late`: `seconds` later; `stuck`: not at all.
    """

    word: Word
    seconds: float = 0.0


def get_seen(history: History) -> Seen:
    """Returns when the person saw the completion of the job.

    The delay counts from the page's first poll after the end, which could tell it. Where the person comes
    back to the page after the end, it counts from that moment.
    """
    since: int | None = None
    has_ended = False
    for _, event in history.of_type(object):
        match event:
            case TruthChanged(status="completed"):
                has_ended = True
            case ActBegan(name=name, at=at) if has_ended and name in RETURNS:
                since = at
            case FetchStarted(at=at) if has_ended and since is None:
                since = at
            case Shown(status="completed", at=at) if has_ended and since is not None:
                return Seen("right") if at == since else Seen("late", (at - since) / 1000)
            case _:
                pass
    return Seen("stuck")
