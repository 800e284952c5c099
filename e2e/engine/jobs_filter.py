"""Which events of the backend's journal belong to one stage."""

from __future__ import annotations

from e2e.history.entry import Event


class JobsFilter:
    """Keeps the events of a stage's own jobs.

    A backend outlives its stages: what an earlier page of it still does (a loop that goes on, a
    connection that ends late) is journalled, and does not belong to this stage.
    """

    def __init__(self) -> None:
        self._jobs: set[str] = set()
        self._requests: set[int] = set()
        self._sockets: set[int] = set()

    def add_job(self, job: str) -> None:
        """From now on `job` belongs to the stage."""
        self._jobs.add(job)

    def keeps(self, event: Event) -> bool:
        """Whether `event` is about one of the stage's jobs, or about a request or socket for one."""
        request, socket = (
            getattr(event, "request", None),
            getattr(event, "socket", None),
        )
        if getattr(event, "job", None) in self._jobs:
            if isinstance(request, int):
                self._requests.add(request)
            if isinstance(socket, int):
                self._sockets.add(socket)
            return True
        return request in self._requests or socket in self._sockets
