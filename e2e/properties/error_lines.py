"""Lines that came on the screen with a failure and are there when all has been well again.

The contract knows an error only as a line of text, in whatever language. So a line is taken for an
error by how it came and not by its words: a request failed or a socket dropped, the line appeared
before the next good news, and nothing like it had been on the screen while nothing had gone wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from e2e.history.entry import Event
from e2e.history.history import History
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    PageSocketClosed,
    Shown,
    SocketClosing,
    SocketOpened,
)
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import Scene, get_scenes

LIMIT = 8_000
"""Virtual milliseconds for which a line may stay: longer than a notice that goes away by itself."""

_ALIKE = 0.75
"""From here on two lines say the same of another moment: "a few seconds ago" and "a minute ago"."""

_CONTRACT = re.compile(
    r"status:\s*\w+|[●○]\s*(live|polling)|frame:\s*\S+\s*/\s*\d+|\d+(\.\d+)?\s*%", re.IGNORECASE
)
"""What the contract puts on the screen (page-contract.md, What a person sees), also amid a line."""

_SOCKET = "socket"


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A line that is still there at the rest of `scene`, `stayed` ms after all was well again."""

    line: str
    scene: Scene
    stayed: int


@dataclass(slots=True)
class _Suspect:
    line: str
    came_with: str
    well_since: int | None = None


def find_error_lines(history: History) -> Iterator[ErrorLine]:
    """Yields each error that is on the screen at a settled rest, `LIMIT` or more after its trouble.

    Its trouble is over when what had failed has succeeded since, a request for the same path or a
    socket, and nothing else stands failed, or the job is shown as completed. What cannot be told from
    the channel's label or from results is left alone: a line that came with a dropped socket that has
    not been back, one that came with good news, one that is like a line from before the trouble.
    """
    mount: int | None = None
    troubles = Troubles()
    suspects: dict[str, _Suspect] = {}
    known: set[str] = set()
    before: frozenset[str] = frozenset()
    status: str | None = None
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, troubles, suspects = scene.mount, Troubles(), {}
            before, status = frozenset(), None
        event = scene.entry.event
        troubles.apply(event)
        if isinstance(event, Shown) and scene.shown is event:
            lines = {key: line for line in event.lines if (key := normalise(line))}
            if troubles.last is None:
                # What came before any trouble, or with good news, belongs to a good state.
                known |= lines.keys() - suspects.keys()
            else:
                for new in lines.keys() - before - known - suspects.keys():
                    if not _is_like(new, known):
                        suspects[new] = _Suspect(lines[new], troubles.last)
            suspects = {key: each for key, each in suspects.items() if key in lines}
            before = frozenset(lines)
            if event.status != status:
                status = event.status
                for each in suspects.values():
                    each.well_since = None
        if not isinstance(event, CameToRest):
            continue
        for each in suspects.values():
            if (
                not scene.is_settled
                or scene.is_hindered
                or scene.is_hidden
                or not _is_over(each, troubles, status)
            ):
                each.well_since = None
            elif each.well_since is None:
                each.well_since = scene.at
            elif scene.at - each.well_since >= LIMIT:
                yield ErrorLine(each.line, scene, scene.at - each.well_since)


def _is_over(suspect: _Suspect, troubles: Troubles, status: str | None) -> bool:
    if status == "failed":
        return False
    if status == "completed":
        return suspect.came_with not in troubles.open
    return not troubles.open


class Troubles:
    """What has gone wrong for an instance, by what it was: the path of a request, or the socket.

    `came`: something has; `open`: what has not succeeded since; `last`: what failed last, None where
    good news came after it. Pure: `apply` is its only input.
    """

    def __init__(self) -> None:
        self.came = False
        self.open: set[str] = set()
        self.last: str | None = None
        self._paths: dict[int, str] = {}
        self._closed_by_page: set[int] = set()

    def apply(self, event: Event) -> None:
        """Takes in one event; those that neither fail nor succeed change nothing."""
        match event:
            case FetchStarted(fetch=fetch, target=target):
                self._paths[fetch] = target.partition("?")[0]
            case FetchFailed(fetch=fetch) | BodyFailed(fetch=fetch):
                self._fail(self._paths.get(fetch, ""))
            case FetchAnswered(fetch=fetch, status=status) if status >= 400:
                self._fail(self._paths.get(fetch, ""))
                # The body of a refusal is read as well, and is no good news.
                self._paths.pop(fetch, None)
            case BodyRead(fetch=fetch) if fetch in self._paths:
                self._succeed(self._paths[fetch])
            case SocketClosing(socket=socket):
                self._closed_by_page.add(socket)
            case PageSocketClosed(socket=socket) if socket not in self._closed_by_page:
                self._fail(_SOCKET)
            case SocketOpened():
                self._succeed(_SOCKET)
            case FrameTaken():
                self.last = None
            case _:
                pass

    def _fail(self, what: str) -> None:
        self.came = True
        self.open.add(what)
        self.last = what

    def _succeed(self, what: str) -> None:
        self.open.discard(what)
        self.last = None


def normalise(line: str) -> str:
    """Returns the line without the contract's own text and with each number as `#`.

    Empty where there is nothing else in it.
    """
    rest = re.sub(r"\d+([.,:]\d+)*", "#", _CONTRACT.sub("", line))
    return rest.strip() if re.search(r"\w", rest) else ""


def _is_like(line: str, known: set[str]) -> bool:
    return any(SequenceMatcher(None, line, each).ratio() >= _ALIKE for each in known)
