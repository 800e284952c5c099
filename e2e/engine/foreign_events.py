"""Records of an earlier schedule that is still at work in the document."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import urlsplit

from e2e.history.entry import Event
from e2e.history.page_events import DocumentOpened, FetchStarted, PageEvent, SocketConnecting


class ForeignEvents:
    """Distinguishes the page's records about the jobs `ids` from records about other jobs. Pure.

    The first record of a fetch or a socket has the address, and so says which job it is about.
    """

    def __init__(self, ids: Container[str]) -> None:
        self._ids = ids
        self._foreign: set[tuple[str, int]] = set()

    def is_own(self, event: PageEvent) -> bool:
        """Notes the record, and returns whether it is about one of the jobs `ids`, or about no job."""
        if isinstance(event, DocumentOpened):
            self._foreign.clear()
        if isinstance(event, FetchStarted | SocketConnecting):
            job = get_job_of(event.target)
            if job is None or job in self._ids:
                return True
            self._foreign.add(_identify(event))
            return False
        job = getattr(event, "job", None)
        if job is not None and job not in self._ids and not hasattr(event, "fetch"):
            return False
        return _identify(event) not in self._foreign


def _identify(event: Event) -> tuple[str, int]:
    for kind in ("fetch", "socket"):
        number = getattr(event, kind, None)
        if isinstance(number, int):
            return kind, number
    return "", 0


def get_job_of(target: str) -> str | None:
    """Returns the id of the job that a request or a handshake is about; None for any other target."""
    parts = urlsplit(target).path.strip("/").split("/")
    if len(parts) >= 3 and parts[:2] == ["v1", "jobs"]:
        return parts[2]
    return parts[3] if len(parts) == 4 and parts[:3] == ["v1", "ws", "jobs"] else None
