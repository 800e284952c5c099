"""A history in lines for a person to read, without its bookkeeping."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.history.entry import Entry
from e2e.history.page_events import (
    NUMBERS_APART,
    BodyFailed,
    BodyRead,
    BrowserAnswered,
    DocumentOpened,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    Mounted,
    NetworkFound,
    NetworkLost,
    PageComplained,
    PageSocketClosed,
    ProxyAnswered,
    Shown,
    SocketClosing,
    SocketConnecting,
    SocketOpened,
    TabHidden,
    TabShown,
    Unmounted,
    WorkerEnded,
    WorkerStarted,
    get_worker,
)
from e2e.history.stage_events import ActBegan
from mock_backend.frame_content import read_frame_text
from mock_backend.journal.events import (
    AnswerSent,
    AnswerSpoiled,
    RequestArrived,
    SocketFaultStruck,
    TruthChanged,
)

LONGEST = 100
"""The most characters that are shown of a frame that the contract does not know."""


def narrate(entries: Sequence[Entry]) -> list[str]:
    """Returns one line for each entry that `tell` has words for, with its virtual time in seconds."""
    return [
        f"{entry.event.at / 1000:8.3f} s  {entry.source:<7}  {line}"
        for entry in entries
        if (line := tell(entry))
    ]


def tell(entry: Entry) -> str | None:
    """Returns an entry in words; None for bookkeeping (timers, marks of rest)."""
    match entry.event:
        case ActBegan(detail=detail):
            return f"▶ {detail}"
        case Shown() as shown:
            return f"shows {describe_shown(shown)}"
        case TruthChanged(status=status, progress=progress, delivered_to=told):
            return f"the job is {status}{_percent(progress)}, {_sockets(told)} told"
        case RequestArrived(target=target, if_none_match=tag):
            return f"request {_path(target)}" + (f" If-None-Match {tag}" if tag else "")
        case AnswerSpoiled(effect=effect):
            return effect
        case SocketFaultStruck(effect=effect, sockets=sockets):
            return f"{_sockets(sockets)} {effect}"
        case AnswerSent(status=status, job_status=said, job_progress=progress):
            return f"answers {status}" + (f" {said}{_percent(progress)}" if said else "")
        case _:
            return _tell_page(entry)


def describe_shown(shown: Shown) -> str:
    """Returns the state that a person sees, on one line."""
    frame = f", frame {shown.frame}" if shown.frame else ""
    channel = f" ({shown.channel})" if shown.channel else ""
    if shown.status is None:
        return "nothing" if not shown.lines else "no status"
    return f"{shown.status}{_percent(shown.progress)}{frame}{channel}"


def _tell_page(entry: Entry) -> str | None:
    match entry.event:
        case DocumentOpened():
            return "a document opens"
        case Mounted(job=job):
            return f"JobStatus is mounted for {job[:8]}"
        case Unmounted():
            return "JobStatus is gone"
        case NetworkLost():
            return "the laptop is offline"
        case NetworkFound():
            return "the laptop is online again"
        case TabHidden():
            return "the tab is hidden"
        case TabShown():
            return "the tab is seen again"
        case FetchStarted(fetch=fetch, target=target, cache=cache):
            return f"fetch {_name(fetch)} {_path(target)} (cache: {cache})"
        case BodyRead(fetch=fetch, job_status=status, job_progress=progress):
            return f"reads answer {_name(fetch)}: {status or 'no job'}{_percent(progress)}"
        case ProxyAnswered(target=target, cache_status=said):
            return f"the proxy says {said} of {_path(target)}"
        case BrowserAnswered(target=target, came_from=where) if where != "network":
            return f"the browser says {where} of {_path(target)}"
        case BodyFailed(fetch=fetch, error=error) | FetchFailed(fetch=fetch, error=error):
            return f"gets no answer to fetch {_name(fetch)}: {error}"
        case SocketConnecting(socket=socket):
            return f"socket {_name(socket)} connects"
        case SocketOpened(socket=socket):
            return f"socket {_name(socket)} is open"
        case SocketClosing(socket=socket):
            return f"closes socket {_name(socket)}"
        case PageSocketClosed(socket=socket, code=code):
            return f"socket {_name(socket)} is closed: {code}"
        case FrameTaken(socket=socket, frame=frame):
            return f"socket {_name(socket)} is told {_frame(frame)}"
        case WorkerStarted(sort=sort, script=script):
            return f"starts the {sort} {script}"
        case WorkerEnded(worker=worker):
            return f"worker {worker} is gone"
        case PageComplained(source=source, message=message):
            return f"{source}: {message}"
        case _:
            return None


def _name(number: int) -> str:
    """The number of a request or a socket, and the worker that it belongs to, if any."""
    worker = get_worker(number)
    return f"{number % NUMBERS_APART} of worker {worker}" if worker else str(number)


def _sockets(count: int) -> str:
    return f"{count or 'no'} socket{'' if count == 1 else 's'}"


def _percent(progress: float | None) -> str:
    return "" if progress is None else f" {progress:g} %"


def _path(target: str) -> str:
    path, _, query = target.partition("?")
    parts = path.split("/")
    short = "/".join(part[:8] if len(part) == 36 else part for part in parts)
    return short + (f"?{query}" if query else "")


def _frame(frame: str) -> str:
    content = read_frame_text(frame)
    if content is None:
        return _shorten(frame)
    if content.kind == "progress":
        return f"{content.percent:g} %"
    word = content.word or content.status
    return word if content.message is None else f"{word}: {content.message}"


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
