"""What the stage itself adds to the history: where each act begins and where the page is at rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

RECOVERY = "recovery"
"""The act after which the server answers everything with the truth and nothing is held."""

IN_ONE_GO = frozenset({"flood"})
"""Names of acts in which several frames go out with nothing of the page's in between."""


@dataclass(frozen=True, slots=True)
class ActBegan:
    """The stage does one thing; everything up to the next `ActBegan` belongs to this act.

    `name` is the act's name in a schedule, `detail` its arguments in words a person reads.
    """

    kind: ClassVar[str] = "act_began"
    at: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class CameToRest:
    """The page has taken in the act and nothing more happens until the next one.

    `held_answers` and `held_handshakes` are what the backend holds back at that moment; `queued`
    names what waits inside the browser (behind six held answers, a cache entry, a handshake).
    `hindered` says that the scenario keeps the page from learning the truth (a fault or a gate that
    applies to new requests).
    """

    kind: ClassVar[str] = "came_to_rest"
    at: int
    held_answers: int
    held_handshakes: int
    queued: tuple[str, ...]
    hindered: bool
