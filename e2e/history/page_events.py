"""The records that the observer makes inside the page, one frozen type for each kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PageEvent:
    """A record of the page; `at` is its virtual time in milliseconds since the epoch of the stage."""

    kind: ClassVar[str] = ""
    at: int


@dataclass(frozen=True, slots=True)
class DocumentOpened(PageEvent):
    """A document began to load (first visit, refresh, navigation back), and the one before it is gone."""

    address: str


@dataclass(frozen=True, slots=True)
class DocumentRestored(PageEvent):
    """The document comes out of the browser's back/forward cache.

    Its mount, timers, animations, workers and the state on its screen are recorded again after this.
    """


@dataclass(frozen=True, slots=True)
class BackForwardCacheNotUsed(PageEvent):
    """The browser went back without its back/forward cache, for `reasons` that it told over DevTools."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TabHidden(PageEvent):
    """The page got `visibilitychange`, hidden: its tab is not in front any more."""


@dataclass(frozen=True, slots=True)
class TabShown(PageEvent):
    """The page got `visibilitychange`, visible: a person sees it again."""


@dataclass(frozen=True, slots=True)
class NetworkLost(PageEvent):
    """The page got `offline`: its laptop has no network any more."""


@dataclass(frozen=True, slots=True)
class NetworkFound(PageEvent):
    """The page got `online`: its laptop has a network again."""


@dataclass(frozen=True, slots=True)
class Mounted(PageEvent):
    """An instance of the component shows `job` from now on; `mount` is its number in the document."""

    mount: int
    job: str


@dataclass(frozen=True, slots=True)
class Unmounted(PageEvent):
    """The instance `mount` of the component was removed."""

    mount: int
    job: str


@dataclass(frozen=True, slots=True)
class Shown(PageEvent):
    """A state that the page rendered, as a person sees it; a field that is not on the screen is None.

    `progress` is in percent. `lines` is all the text on the screen, and `logged` are the lines that
    stand in a log. `bar_text` is the only percentage of the text in the progress bar, or beside it.
    """

    mount: int
    job: str
    status: str | None
    channel: str | None
    progress: float | None
    frame: str | None
    lines: tuple[str, ...]
    logged: tuple[str, ...] = ()
    bar_text: float | None = None

    @property
    def lines_outside_logs(self) -> tuple[str, ...]:
        """The lines on the screen that stand in no log."""
        return tuple(line for line in self.lines if line not in self.logged)


@dataclass(frozen=True, slots=True)
class FetchStarted(PageEvent):
    """The page called `fetch`; `target` is path and query, `cache` the request's cache mode."""

    fetch: int
    method: str
    target: str
    cache: str


@dataclass(frozen=True, slots=True)
class FetchAnswered(PageEvent):
    """The headers of a response arrived, and the promise of `fetch` resolved."""

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
    """The page reads the body as a stream, has got a part, and does not wait for the next one yet."""

    fetch: int


@dataclass(frozen=True, slots=True)
class BodyRead(PageEvent):
    """The page has the whole body; the fields about a job are None where the body has none."""

    fetch: int
    job: str | None
    job_status: str | None
    job_progress: float | None


@dataclass(frozen=True, slots=True)
class BodyFailed(PageEvent):
    """Reading the body failed: it was cut, or it is not of the type that the page expected."""

    fetch: int
    error: str


@dataclass(frozen=True, slots=True)
class ProbeStarted(PageEvent):
    """The stage asked through the browser's cache, as an unprotected page would."""

    probe: int
    target: str


@dataclass(frozen=True, slots=True)
class ProbeAnswered(PageEvent):
    """The answer to a probe, which an unprotected page would have got; None where it has no job."""

    probe: int
    job: str | None
    job_status: str | None
    job_progress: float | None


@dataclass(frozen=True, slots=True)
class ProxyAnswered(PageEvent):
    """An answer came through a proxy; `cache_status` is the header `X-Cache-Status` that it set.

    `fetch` is negative for a probe. An answer out of the browser's cache still has the header that it was
    kept with.
    """

    fetch: int
    target: str
    cache_status: str


@dataclass(frozen=True, slots=True)
class BrowserAnswered(PageEvent):
    """The source of the answer to a request, as the browser says it over DevTools.

    `came_from` is `network`, `disk cache`, `memory cache`, or `revalidated` (a kept answer that a 304
    confirmed).
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
    """The page got the event `open` of a WebSocket."""

    socket: int


@dataclass(frozen=True, slots=True)
class FrameTaken(PageEvent):
    """The page got a frame of the server."""

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
    """The page got the event `close` of a WebSocket, with its `code` and `wasClean`."""

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
    """The page cleared a timer; it may have fired already, or may not exist."""

    timer: int


@dataclass(frozen=True, slots=True)
class WorkerStarted(PageEvent):
    """The page started a worker; `script` is its path, or the scheme of an address that has none.

    `sort` is `Web Worker`, `SharedWorker` or `service worker`. Where it `is_observed`, the records of its
    requests, sockets and timers are among the page's, and `worker` is the result of `get_worker` for
    them. Where it is not, `worker` is negative.
    """

    worker: int
    sort: str
    script: str
    is_observed: bool


@dataclass(frozen=True, slots=True)
class AnimationFrameRequested(PageEvent):
    """The page asked for an animation frame or an idle callback, due at the virtual time `due` (ms)."""

    animation: int
    due: int


@dataclass(frozen=True, slots=True)
class AnimationFrameBegan(PageEvent):
    """The callback of an animation frame, or of an idle period, is about to run."""

    animation: int


@dataclass(frozen=True, slots=True)
class AnimationFrameCancelled(PageEvent):
    """The page cancelled an animation frame; it may have begun already, or may not exist."""

    animation: int


@dataclass(frozen=True, slots=True)
class AnimationBegan(PageEvent):
    """An animation or transition that has an end runs from now on, until virtual time `due` (ms)."""

    animation: int
    due: int


@dataclass(frozen=True, slots=True)
class AnimationEnded(PageEvent):
    """An animation or transition is over, cancelled, or paused by the page."""

    animation: int


@dataclass(frozen=True, slots=True)
class TimersWithoutEnd(PageEvent):
    """The page has set `timers` timers of 0 ms at this moment; all of them fired, and no other will."""

    timers: int


@dataclass(frozen=True, slots=True)
class RecordUnreadable(PageEvent):
    """The observer sent a `record` that has not the form of one: `error` tells the fault."""

    record: str
    error: str


@dataclass(frozen=True, slots=True)
class WorkerEnded(PageEvent):
    """A worker is gone, or could not be started; its requests, sockets and timers end with it."""

    worker: int


@dataclass(frozen=True, slots=True)
class PageComplained(PageEvent):
    """An uncaught error, an unhandled rejection or a `console.error`.

    `source` says which of the three. `stack` is the browser's stack trace, with places in the built
    scripts; it is empty where the browser gives none. It is not part of a history's normal form, because
    it has the address of the scripts.
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
    """The harness does not know the order `name`: the page was built with another harness."""

    name: str


NUMBERS_APART = 10**13
"""The distance between the numbers of two workers of a page; equal to that of observer/realm.ts."""


def get_worker(number: int) -> int:
    """Returns the worker that the request, socket or timer `number` belongs to; 0 for the page's own."""
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
