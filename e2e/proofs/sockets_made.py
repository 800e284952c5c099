"""Pages that use no WebSocket, or make one later: races that need one cannot happen to them then."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.history.entry import Entry
from e2e.history.page_events import (
    BodyRead,
    DocumentOpened,
    FetchStarted,
    PageSocketClosed,
    SocketConnecting,
)
from e2e.history.stage_events import CameToRest

RECONNECTS_WITHIN = 60
"""Virtual seconds within which every page that reconnects has made another socket, even one that backs
off."""


def has_no_socket(entries: Sequence[Entry]) -> bool:
    """Returns whether the open document has no socket at the end, not even one that connects."""
    return not _get_sockets(entries)[0]


def does_without_socket(entries: Sequence[Entry], since: int) -> bool:
    """Returns whether the page has had no socket for the last `RECONNECTS_WITHIN` seconds of the history.

    It is False as well where the page made a socket after entry `since`: even one that the page closed
    again was an opportunity, which the backend did not use.
    """
    if any(isinstance(each.event, SocketConnecting) for each in entries[since:]):
        return False
    sockets, none_since = _get_sockets(entries)
    rests = [each.event.at for each in entries if isinstance(each.event, CameToRest)]
    return not sockets and bool(rests) and rests[-1] - none_since >= RECONNECTS_WITHIN * 1000


def connects_after_its_first_answer(entries: Sequence[Entry], since: int) -> bool:
    """Returns whether the page made no socket for as long as the scenario kept its first answer from it.

    That answer must have come in a later act than the question, and after entry `since`: before, the page
    cannot have had a race with it over a socket.
    """
    asked: int | None = None
    for number, entry in enumerate(entries):
        match entry.event:
            case SocketConnecting():
                return False
            case FetchStarted() if asked is None:
                asked = entry.act
            case BodyRead(job_status=str()):
                return asked is not None and entry.act > asked and number > since
            case _:
                pass
    return False


def _get_sockets(entries: Sequence[Entry]) -> tuple[frozenset[int], int]:
    """Returns the sockets of the last document, and the virtual time (ms) of their last change."""
    sockets: frozenset[int] = frozenset()
    since = 0
    for entry in entries:
        match entry.event:
            case DocumentOpened(at=at):
                sockets, since = frozenset(), at
            case SocketConnecting(at=at, socket=socket):
                sockets, since = sockets | {socket}, at
            case PageSocketClosed(at=at, socket=socket):
                sockets, since = sockets - {socket}, at
            case _:
                pass
    return sockets, since
