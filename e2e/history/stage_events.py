"""The stage's own marks in the history: the beginning of each act, and each rest of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

MOUNT_BESIDE = "mount_beside"
UNMOUNT_BESIDE = "unmount_beside"
"""The names of the acts by which a second component comes into the document, and goes."""

RECOVERY = "recovery"
"""The name of the act after which the server answers everything with the truth and holds nothing."""

IN_ONE_GO = frozenset({"flood"})
"""Names of acts in which several frames go out together, without a rest of the page in between."""


@dataclass(frozen=True, slots=True)
class ActBegan:
    """An act begins; everything up to the next `ActBegan` belongs to it.

    `name` is the act's name in a schedule, `detail` a sentence for a person to read.
    """

    kind: ClassVar[str] = "act_began"
    at: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class CameToRest:
    """The page has taken in the act and nothing more happens until the next one.

    `held_answers` and `held_handshakes` are how many the backend holds at that moment. `queued` describes
    the requests and handshakes that wait inside the browser (behind six held answers, a cache entry, a
    handshake). `hindered` says that the scenario keeps the page from learning the truth (by a fault or a
    gate that applies to new requests).
    """

    kind: ClassVar[str] = "came_to_rest"
    at: int
    held_answers: int
    held_handshakes: int
    queued: tuple[str, ...]
    hindered: bool
