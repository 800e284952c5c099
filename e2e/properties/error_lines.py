"""Lines that appeared on the screen with a failure and stay after the failure is over.

For the contract an error is only a line of text, in any language. So this module finds an error line by
the time of its appearance, not by its words: a request failed or a socket dropped, the line appeared
before the next success, and no similar line was on the screen before the first failure.
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
    NetworkLost,
    PageSocketClosed,
    Shown,
    SocketClosing,
    SocketOpened,
    TimerFired,
    TimerSet,
)
from e2e.history.stage_events import CameToRest
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import Scene, get_scenes

LIMIT = 8_000
"""Virtual milliseconds for which a line may stay: longer than a notice that disappears by itself."""

NO_MORE = 12_000
"""Virtual milliseconds without a request after which a page that shows the end asks no more. A page that
waits longer for its next poll asks too seldom."""

_ALIKE = 0.75
"""The similarity from which two lines count as the same message at different times, such as "a few
seconds ago" and "a minute ago"."""

_CONTRACT = re.compile(
    r"status:\s*\w+|[●○]\s*(live|polling)|frame:\s*\S+\s*/\s*\d+|\d+(\.\d+)?\s*%", re.IGNORECASE
)
"""The text that the contract puts on the screen (page-contract.md, What a person sees), anywhere in a
line."""

_SOCKET = "socket"

_CANCELLED = frozenset({"AbortError", "abort"})
"""The errors of a request that the page cancels, by `fetch` and by XMLHttpRequest."""


_ABORTED = re.compile(r"\baborted\b|\baborterror\b", re.IGNORECASE)
"""The words of the browser for a request that the page cancelled: no person is to read them."""


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A line that is still there at the rest of `scene`, `stayed` ms after the failure was over."""

    line: str
    scene: Scene
    stayed: int


@dataclass(slots=True)
class _Suspect:
    """A line that may be an error.

    `came_with`: the path of the request, or the socket, whose failure brought it. `came_as` is the status
    on the screen then, and `asked_as` that when the request was sent. `is_remembered`: an earlier
    instance had it, and this one shows it again.
    """

    line: str
    came_with: str
    came_as: str | None
    asked_as: str | None = None
    is_remembered: bool = False
    well_since: int | None = None


def find_error_lines(history: History) -> Iterator[ErrorLine]:
    """Yields each error line that is on the screen at a settled rest, `LIMIT` or more after its failure.

    While the job runs, the failure is over when each request path and socket that failed has succeeded
    since. Once the job is shown as completed or failed, only the request path or socket of this line
    must have succeeded; beside `failed` a line counts that was there before, so that it is not the
    reason. A line about a request from before the end is also over when the page asks no more. A line
    of an earlier instance that is there again, with no failure of this one, counts once its request
    path or socket has succeeded here. Some lines could also be the channel's label or a result, and do
    not count: a line that came with a dropped socket that is not open again, one that came with a
    success, one that is similar to a line from before the failure, one that a timer brought which the
    page had set before it (the time that has passed, a hint that it takes long), and one in a log.
    """
    mount: int | None = None
    troubles = Troubles()
    suspects: dict[str, _Suspect] = {}
    earlier: dict[str, _Suspect] = {}
    known: set[str] = set()
    before: frozenset[str] = frozenset()
    status: str | None = None
    sent_as: dict[int, str | None] = {}
    asked_as: str | None = None
    for scene in get_scenes(history):
        if scene.mount != mount:
            earlier |= suspects
            mount, troubles, suspects = scene.mount, Troubles(), {}
            before, status = frozenset(), None
        event = scene.entry.event
        troubles.apply(event)
        if isinstance(event, FetchStarted):
            sent_as[event.fetch] = status
        elif isinstance(event, FetchFailed | BodyFailed | FetchAnswered):
            asked_as = sent_as.get(event.fetch)
        if isinstance(event, Shown) and scene.shown is event:
            lines = {key: line for line in event.lines_outside_logs if (key := normalise(line))}
            for new in lines.keys() - suspects.keys():
                if _ABORTED.search(lines[new]):
                    suspects[new] = _Suspect(lines[new], "", event.status)
                elif new in earlier and not troubles.came:
                    with_ = earlier[new].came_with
                    suspects[new] = _Suspect(lines[new], with_, event.status, is_remembered=True)
            if troubles.last is None:
                # A line that came before any failure, or with a success, belongs to a good state.
                known |= lines.keys() - suspects.keys()
            elif troubles.has_led_here:
                for new in lines.keys() - before - known - suspects.keys():
                    if not _is_like(new, known):
                        suspects[new] = _Suspect(lines[new], troubles.last, event.status, asked_as)
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
                or not _is_over(each, troubles, status, scene.at)
            ):
                each.well_since = None
            elif each.well_since is None:
                each.well_since = scene.at
            elif scene.at - each.well_since >= LIMIT:
                yield ErrorLine(each.line, scene, scene.at - each.well_since)


def _is_over(suspect: _Suspect, troubles: Troubles, status: str | None, now: int) -> bool:
    if suspect.is_remembered and suspect.came_with not in troubles.succeeded:
        return False
    if status in TERMINAL:
        was_before = status == "completed" or suspect.came_as not in (None, status)
        is_of_old = suspect.came_with != _SOCKET and any(
            each not in (None, *TERMINAL) for each in (suspect.came_as, suspect.asked_as)
        )
        asks_no_more = is_of_old and now - troubles.asked_at >= NO_MORE
        return was_before and (asks_no_more or suspect.came_with not in troubles.open)
    return not troubles.open


class Troubles:
    """The failures of an instance, each by the path of its request, or as that of the socket.

    A request that the page cancels has failed only where a timer of the page cancelled it, because its
    time was up. It has not failed where a frame, an answer or a change of the socket made it out of date.

    `came`: there was a failure. `open`: those that no success has followed yet. `succeeded`: the paths,
    and the socket, that have ever succeeded. `last`: the latest
    failure; None where any success came after it. `has_led_here`: the page now does something because of
    `last`, and not because of a timer that it had set before. `asked_at`: the time of the last request.
    Pure: `apply` is its only input.
    """

    def __init__(self) -> None:
        self.came = False
        self.open: set[str] = set()
        self.succeeded: set[str] = set()
        self.last: str | None = None
        self.has_led_here = False
        self.asked_at = 0
        self._paths: dict[int, str] = {}
        self._closed_by_page: set[int] = set()
        self._lasting: set[int] = set()
        self._set_by_failure: dict[int, bool] = {}
        self._time_was_up = False

    def apply(self, event: Event) -> None:
        """Takes in one event; those that neither fail nor succeed change nothing."""
        match event:
            case FetchStarted(at=at, fetch=fetch, target=target):
                self.asked_at = at
                self._paths[fetch] = target.partition("?")[0]
            case TimerSet(at=at, timer=timer, due=due):
                self._set_by_failure[timer] = self.has_led_here
                if due > at:
                    self._lasting.add(timer)
            case TimerFired(timer=timer):
                self.has_led_here = self._set_by_failure.get(timer, False)
                self._time_was_up = self._time_was_up or timer in self._lasting
            case NetworkLost():
                self.has_led_here = True
            case FetchFailed(error=error) | BodyFailed(error=error) if (
                error in _CANCELLED and not self._time_was_up
            ):
                # The page itself wants the answer no longer, because of something that came in.
                pass
            case FetchFailed(fetch=fetch) | BodyFailed(fetch=fetch):
                self._fail(self._paths.get(fetch, ""))
            case FetchAnswered(fetch=fetch, status=status) if status >= 400:
                self._fail(self._paths.get(fetch, ""))
                # The page reads the body of an error response as well, and that is no success.
                self._paths.pop(fetch, None)
            case BodyRead(fetch=fetch) if fetch in self._paths:
                self._succeed(self._paths[fetch])
                self._time_was_up = False
            case SocketClosing(socket=socket):
                self._closed_by_page.add(socket)
            case PageSocketClosed(socket=socket):
                self._time_was_up = False
                if socket not in self._closed_by_page:
                    self._fail(_SOCKET)
            case SocketOpened():
                self._succeed(_SOCKET)
                self._time_was_up = False
            case FrameTaken():
                self.last = None
                self.has_led_here = False
                self._time_was_up = False
            case _:
                pass

    def _fail(self, what: str) -> None:
        self.came = True
        self.open.add(what)
        self.last = what
        self.has_led_here = True

    def _succeed(self, what: str) -> None:
        self.open.discard(what)
        self.succeeded.add(what)
        self.last = None
        self.has_led_here = False


def normalise(line: str) -> str:
    """Returns the line without the contract's own text and with each number as `#`.

    Empty where no word is left.
    """
    rest = re.sub(r"\d+([.,:]\d+)*", "#", _CONTRACT.sub("", line))
    return rest.strip() if re.search(r"\w", rest) else ""


def _is_like(line: str, known: set[str]) -> bool:
    return any(SequenceMatcher(None, line, each).ratio() >= _ALIKE for each in known)
