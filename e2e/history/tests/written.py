"""Histories that tests write by hand, call by call."""

from __future__ import annotations

import json
from typing import Self

from e2e.history.history import History
from e2e.history.page_events import (
    BodyRead,
    DocumentOpened,
    FetchAnswered,
    FetchFailed,
    FetchStarted,
    FrameTaken,
    Mounted,
    NetworkFound,
    NetworkLost,
    PageComplained,
    PageSocketClosed,
    Shown,
    SocketConnecting,
    SocketOpened,
    TabHidden,
    TabShown,
    TimerFired,
    TimerSet,
    Unmounted,
)
from e2e.history.stage_events import ActBegan, CameToRest
from mock_backend.journal.events import AnswerSent, TruthChanged

JOB = "job"


class Written:
    """Appends events one by one; each method returns the writer, so that a history reads as a path."""

    def __init__(self) -> None:
        self.history = History()
        self.at = 0
        self._mounts = 0
        self._fetches = 0
        self._version = 0
        self._job = JOB

    def passes(self, seconds: float) -> Self:
        """Moves virtual time forward by `seconds`."""
        self.at += round(seconds * 1000)
        return self

    def act(self, name: str = "act") -> Self:
        self.history.append("stage", ActBegan(self.at, name, name))
        return self

    def rests(self, *, held: int = 0, hindered: bool = False) -> Self:
        self.history.append("stage", CameToRest(self.at, held, 0, (), hindered))
        return self

    def truth(
        self, status: str, progress: float | None = None, message: str | None = None, job: str = JOB
    ) -> Self:
        self._version += 1
        self.history.append(
            "backend", TruthChanged(self.at, job, status, progress, message, self._version, 0)
        )
        return self

    def opens(self, job: str = JOB) -> Self:
        self.history.append("page", DocumentOpened(self.at, "/"))
        return self.mounts(job)

    def mounts(self, job: str = JOB) -> Self:
        self._mounts += 1
        self._job = job
        self.history.append("page", Mounted(self.at, self._mounts, job))
        return self

    def unmounts(self, job: str = JOB) -> Self:
        self.history.append("page", Unmounted(self.at, self._mounts, job))
        return self

    def goes_offline(self) -> Self:
        self.history.append("page", NetworkLost(self.at))
        return self

    def is_online(self) -> Self:
        self.history.append("page", NetworkFound(self.at))
        return self

    def hides(self) -> Self:
        self.history.append("page", TabHidden(self.at))
        return self

    def is_seen(self) -> Self:
        self.history.append("page", TabShown(self.at))
        return self

    def shows(
        self,
        status: str | None,
        progress: float | None = None,
        *lines: str,
        job: str = JOB,
        channel: str | None = None,
        frame: str | None = None,
        logged: tuple[str, ...] = (),
        bar_text: float | None = None,
    ) -> Self:
        shown = Shown(
            self.at, self._mounts, job, status, channel, progress, frame, lines, logged, bar_text
        )
        self.history.append("page", shown)
        return self

    def asks(self, job: str = JOB) -> Self:
        self._fetches += 1
        target = f"/v1/jobs/{job}?_t={self.at}"
        self.history.append("page", FetchStarted(self.at, self._fetches, "GET", target, "no-store"))
        return self

    def reads(
        self,
        status: str | None,
        fetch: int | None = None,
        job: str = JOB,
        percent: float | None = None,
    ) -> Self:
        number = fetch or self._fetches
        of = job if status else None
        self.history.append("page", BodyRead(self.at, number, of, status, percent))
        return self

    def sends(self, status: str) -> Self:
        self.history.append("backend", AnswerSent(self.at, 1, 200, status, None, 1))
        return self

    def asks_for_results(self, job: str = JOB) -> Self:
        self._fetches += 1
        target = f"/v1/jobs/{job}/result?mode=stream"
        self.history.append("page", FetchStarted(self.at, self._fetches, "GET", target, "default"))
        return self

    def is_refused(self, status: int = 503) -> Self:
        self.history.append("page", FetchAnswered(self.at, self._fetches, status))
        return self

    def gives_up(self) -> Self:
        self.history.append("page", FetchFailed(self.at, self._fetches, "AbortError"))
        return self

    def loses(self) -> Self:
        self.history.append("page", FetchFailed(self.at, self._fetches, "TypeError"))
        return self

    def connects(self, socket: int = 1) -> Self:
        target = f"/v1/ws/jobs/{self._job}"
        self.history.append("page", SocketConnecting(self.at, socket, target))
        self.history.append("page", SocketOpened(self.at, socket))
        return self

    def drops(self, socket: int = 1) -> Self:
        self.history.append("page", PageSocketClosed(self.at, socket, 1006, False))
        return self

    def is_told(self, socket: int = 1, **said: object) -> Self:
        frame = json.dumps({"job_id": JOB, **said})
        self.history.append("page", FrameTaken(self.at, socket, frame))
        return self

    def sets_timer(self, timer: int = 1, *, every: float | None = None, after: int = 1000) -> Self:
        self.history.append("page", TimerSet(self.at, timer, self.at + after, every))
        return self

    def fires_timer(self, timer: int = 1) -> Self:
        self.history.append("page", TimerFired(self.at, timer))
        return self

    def complains(self, source: str, message: str) -> Self:
        self.history.append("page", PageComplained(self.at, source, message))
        return self
