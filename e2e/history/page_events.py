"""The records that the observer makes inside the page, one frozen type for each kind."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class PageEvent:
    """A record of the page; `at` is its virtual time in milliseconds since the epoch of the stage."""

    kind: ClassVar[str] = ""
    at: int


@dataclass(frozen=True, slots=True)
class DocumentOpened(PageEvent):
    """A document began to load (first visit, refresh, navigation back): nothing of an older one lives."""

    address: str


@dataclass(frozen=True, slots=True)
class DocumentRestored(PageEvent):
    """The document comes out of the browser's back/forward cache; what it has is recorded anew behind."""


@dataclass(frozen=True, slots=True)
class BackForwardCacheNotUsed(PageEvent):
    """The browser went back without it: its own reasons, over DevTools."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TabHidden(PageEvent):
    """The page was told that its tab is hidden, by `visibilitychange`."""


@dataclass(frozen=True, slots=True)
class TabShown(PageEvent):
    """The page was told that a person sees it again: `visibilitychange`, visible."""


@dataclass(frozen=True, slots=True)
class NetworkLost(PageEvent):
    """The page was told that its laptop has no network any more, by `offline`."""


@dataclass(frozen=True, slots=True)
class NetworkFound(PageEvent):
    """The page was told that its laptop has a network again, by `online`."""


@dataclass(frozen=True, slots=True)
class Mounted(PageEvent):
    """From here on an instance of the component shows `job`; `mount` counts within the document."""

    mount: int
    job: str


@dataclass(frozen=True, slots=True)
class Unmounted(PageEvent):
    """The instance is gone."""

    mount: int
    job: str


@dataclass(frozen=True, slots=True)
class Shown(PageEvent):
    """A state that the page rendered: what a person sees, None where it is not on the screen."""

    mount: int
    job: str
    status: str | None
    channel: str | None
    progress: float | None
    frame: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FetchStarted(PageEvent):
    """The page called `fetch`; `target` is path and query, `cache` the request's cache mode."""

    fetch: int
    method: str
    target: str
    cache: str


@dataclass(frozen=True, slots=True)
class FetchAnswered(PageEvent):
    """The headers are there and the promise of `fetch` resolved."""

    fetch: int
    status: int


@dataclass(frozen=True, slots=True)
class FetchFailed(PageEvent):
    """The promise of `fetch` rejected."""

    fetch: int
    error: str


@dataclass(frozen=True, slots=True)
class BodyReadStarted(PageEvent):
    """The page began to read the body."""

    fetch: int


@dataclass(frozen=True, slots=True)
class BodyPartRead(PageEvent):
    """The page reads the body as a stream, has a part of it, and asks for no other at this time."""

    fetch: int


@dataclass(frozen=True, slots=True)
class BodyRead(PageEvent):
    """The page has the body; what it says of a job, None where it says nothing."""

    fetch: int
    job: str | None
    job_status: str | None
    job_progress: float | None


@dataclass(frozen=True, slots=True)
class BodyFailed(PageEvent):
    """Reading the body failed: it was cut, or it is not what the page took it for."""

    fetch: int
    error: str


@dataclass(frozen=True, slots=True)
class ProbeStarted(PageEvent):
    """The stage asked through the browser's cache, as an unprotected page would."""

    probe: int
    target: str


@dataclass(frozen=True, slots=True)
class ProbeAnswered(PageEvent):
    """What an unprotected page would have been told."""

    probe: int
    job: str | None
    job_status: str | None
    job_progress: float | None


@dataclass(frozen=True, slots=True)
class ProxyAnswered(PageEvent):
    """An answer that a proxy had a hand in: its own word for what its cache did (`X-Cache-Status`).

    `fetch` is negative for a probe. An answer out of the browser's cache says what the proxy said when
    it was kept.
    """

    fetch: int
    target: str
    cache_status: str


@dataclass(frozen=True, slots=True)
class BrowserAnswered(PageEvent):
    """The browser's own word, over DevTools, for where the answer to a request came from.

    `came_from` is `network`, `disk cache`, `memory cache`, or `revalidated`: kept, and confirmed with a
    304.
    """

    target: str
    came_from: str


@dataclass(frozen=True, slots=True)
class SocketConnecting(PageEvent):
    """The page made a WebSocket; its handshake may wait in the browser behind another one."""

    socket: int
    target: str


@dataclass(frozen=True, slots=True)
class SocketOpened(PageEvent):
    """The page was told `open`."""

    socket: int


@dataclass(frozen=True, slots=True)
class FrameTaken(PageEvent):
    """The page was given a frame of the server's."""

    socket: int
    frame: str


@dataclass(frozen=True, slots=True)
class FrameGiven(PageEvent):
    """The page sent a frame over an open socket."""

    socket: int
    frame: str


@dataclass(frozen=True, slots=True)
class SocketClosing(PageEvent):
    """The page called `close` on a socket that was connecting or open."""

    socket: int


@dataclass(frozen=True, slots=True)
class PageSocketClosed(PageEvent):
    """The page was told `close`, with its code and `wasClean`."""

    socket: int
    code: int
    clean: bool


@dataclass(frozen=True, slots=True)
class TimerSet(PageEvent):
    """A `setTimeout` (`every` is None) or `setInterval`, and the virtual time at which it is due."""

    timer: int
    due: int
    every: float | None


@dataclass(frozen=True, slots=True)
class TimerFired(PageEvent):
    """A timer's handler is about to run."""

    timer: int


@dataclass(frozen=True, slots=True)
class TimerCleared(PageEvent):
    """A timer was cleared; it may have fired, or never have been."""

    timer: int


@dataclass(frozen=True, slots=True)
class WorkerStarted(PageEvent):
    """The page started a worker; `script` is its path, or the scheme of an address that has none.

    `sort` is `Web Worker`, `SharedWorker` or `service worker`. Where it `is_observed`, what it does is
    recorded as the page's own is, and `worker` is what `get_worker` says of its requests, sockets and
    timers; else that is negative.
    """

    worker: int
    sort: str
    script: str
    is_observed: bool


@dataclass(frozen=True, slots=True)
class AnimationFrameRequested(PageEvent):
    """The page asked for an animation frame, or an idle callback, and the time at which it is due."""

    animation: int
    due: int


@dataclass(frozen=True, slots=True)
class AnimationFrameBegan(PageEvent):
    """The callback of an animation frame, or of an idle period, is about to run."""

    animation: int


@dataclass(frozen=True, slots=True)
class AnimationFrameCancelled(PageEvent):
    """The page does not want it any more; it may have begun, or never have been."""

    animation: int


@dataclass(frozen=True, slots=True)
class AnimationBegan(PageEvent):
    """An animation or a transition that ends runs on, and the virtual time at which it is over."""

    animation: int
    due: int


@dataclass(frozen=True, slots=True)
class AnimationEnded(PageEvent):
    """It is over, cancelled, or paused by the page."""

    animation: int


@dataclass(frozen=True, slots=True)
class TimersWithoutEnd(PageEvent):
    """The page has set `timers` timers of 0 ms at this moment, each fired; no other will be."""

    timers: int


@dataclass(frozen=True, slots=True)
class WorkerEnded(PageEvent):
    """A worker is gone, or could not be started; what it had under way ends."""

    worker: int


@dataclass(frozen=True, slots=True)
class PageComplained(PageEvent):
    """An uncaught error, an unhandled rejection or a `console.error`.

    `stack` is where it came from, as the browser has it: places in the built scripts. Empty where the
    browser tells none. It is no part of a history's normal form, as the scripts' address is not.
    """

    source: str
    message: str
    stack: str = ""


@dataclass(frozen=True, slots=True)
class OrderTaken(PageEvent):
    """The harness has carried out an order of the stage (mount, switch, unmount)."""

    order: int


@dataclass(frozen=True, slots=True)
class OrderUnknown(PageEvent):
    """The harness does not know an order: the page was built with another harness."""

    name: str


NUMBERS_APART = 10**13
"""How far the numbers of a page's workers are apart, as the harness has it (observer/realm.ts)."""


def get_worker(number: int) -> int:
    """Returns the worker whose request, socket or timer `number` is; 0 for the page's own."""
    return max(0, number) // NUMBERS_APART


def _kind_of(event_type: type[PageEvent]) -> str:
    name = (
        event_type.__name__.removeprefix("Page")
        if event_type is PageSocketClosed
        else event_type.__name__
    )
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


EVENT_OF_KIND: Mapping[str, type[PageEvent]] = {
    _kind_of(each): each for each in PageEvent.__subclasses__()
}
for _kind, _event_type in EVENT_OF_KIND.items():
    _event_type.kind = _kind


_FIELDS = {
    each: frozenset(field.name for field in dataclasses.fields(each))
    for each in EVENT_OF_KIND.values()
}


def parse_page_event(kind: str, fields: Mapping[str, Any], *, epoch: int) -> PageEvent:
    """Returns the typed record for one message of the observer.

    `fields["at"]` and `fields["due"]` come as the page's clock has them (ms); `epoch` is taken off.
    Raises ValueError for a kind or a field that this version does not know.
    """
    event_type = EVENT_OF_KIND.get(kind)
    if event_type is None:
        raise ValueError(f"Failed to read a record of the page: unknown kind {kind!r}.")
    names = _FIELDS[event_type]
    values = {name: value for name, value in fields.items() if name in names}
    missing = names - values.keys()
    if missing:
        raise ValueError(f"Failed to read a record of the page: {kind!r} lacks {sorted(missing)}.")
    for name in ("at", "due"):
        if name in values:
            values[name] = int(values[name]) - epoch
    if "lines" in values:
        values["lines"] = tuple(values["lines"])
    return event_type(**values)
