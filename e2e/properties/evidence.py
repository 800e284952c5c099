"""The answers and frames by which a page learned of the end of its job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from e2e.history.entry import Entry, Event
from e2e.history.page_events import (
    BodyRead,
    DocumentOpened,
    FetchStarted,
    FrameTaken,
    Mounted,
    SocketConnecting,
    Unmounted,
)
from mock_backend.frame_content import read_frame_text

TERMINAL = frozenset({"completed", "failed"})


@dataclass(frozen=True, slots=True)
class Learned:
    """The answer or frame that told the mounted instance the terminal state `status`."""

    status: str
    by: Literal["answer", "frame"]
    entry: Entry


class Evidence:
    """Folds the page's records into the state of the job that the mounted instance was told.

    An answer counts only for the instance that sent the poll, and a frame only for the instance that
    made the socket: those of an earlier instance or document do not count. `learned` is the end; an
    answer replaces a frame there. `said` is the last state of the job that the instance was told, even
    an out-of-date one.
    """

    def __init__(self) -> None:
        self.learned: Learned | None = None
        self.said: str | None = None
        self._job: str | None = None
        self._fetches: set[int] = set()
        self._sockets: set[int] = set()

    def apply(self, entry: Entry) -> None:
        """Takes in one entry."""
        event: Event = entry.event
        match event:
            case DocumentOpened() | Unmounted():
                self._begin(None)
            case Mounted(job=job):
                self._begin(job)
            case FetchStarted(fetch=fetch):
                self._fetches.add(fetch)
            case SocketConnecting(socket=socket):
                self._sockets.add(socket)
            case BodyRead(fetch=fetch, job=job, job_status=status):
                if fetch in self._fetches and job == self._job and status is not None:
                    self.said = status
                    if status in TERMINAL:
                        self._learn(Learned(status, "answer", entry))
            case FrameTaken(socket=socket, frame=frame) if socket in self._sockets:
                self.said = get_state_told_by(frame, self._job) or self.said
                if status := get_end_told_by(frame, self._job):
                    self._learn(Learned(status, "frame", entry))
            case _:
                pass

    def forget(self) -> None:
        """Drops `learned`, because the job began anew and its end is out of date."""
        self.learned = None

    def _begin(self, job: str | None) -> None:
        self.learned = None
        self.said = None
        self._job = job
        self._fetches.clear()
        self._sockets.clear()

    def _learn(self, learned: Learned) -> None:
        if self.learned is None or (self.learned.by == "frame" and learned.by == "answer"):
            self.learned = learned


def get_end_told_by(frame: str, job: str | None) -> str | None:
    """Returns the terminal state that a frame tells of `job`; None for any other frame."""
    state = get_state_told_by(frame, job)
    return state if state in TERMINAL else None


def get_state_told_by(frame: str, job: str | None) -> str | None:
    """Returns the state that a frame tells of `job` (progress means running); None for any other frame.

    A frame that names no job is about the job of its socket.
    """
    content = read_frame_text(frame)
    if content is None or content.job not in (None, job):
        return None
    return content.status
