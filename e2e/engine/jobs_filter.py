"""A filter for the events of the backend's journal that belong to one stage."""

from __future__ import annotations

from e2e.history.entry import Event


class JobsFilter:
    """Keeps the events of a stage's own jobs.

    A backend outlives its stages. So its journal has late events of an earlier page too (of a polling
    loop that goes on, of a connection that ends late), and these do not belong to this stage.
    """

    def __init__(self) -> None:
        self.jobs: set[str] = set()
        """The ids of the stage's jobs."""
        self._requests: set[int] = set()
        self._sockets: set[int] = set()

    def add_job(self, job: str) -> None:
        """Counts `job` as the stage's from now on."""
        self.jobs.add(job)

    def keeps(self, event: Event) -> bool:
        """Returns whether `event` is about a job of the stage, or about a request or socket for one."""
        request, socket = (
            getattr(event, "request", None),
            getattr(event, "socket", None),
        )
        if getattr(event, "job", None) in self.jobs:
            if isinstance(request, int):
                self._requests.add(request)
            if isinstance(socket, int):
                self._sockets.add(socket)
            return True
        return request in self._requests or socket in self._sockets
