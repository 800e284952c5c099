"""Workers of a page that nothing is recorded of."""

from __future__ import annotations

from collections.abc import Iterable

from e2e.history.history import History
from e2e.history.page_events import WorkerStarted


def get_unseen_workers(histories: Iterable[History]) -> list[str]:
    """Returns each worker that a page started and whose requests, sockets and timers no history has.

    In words, such as "the SharedWorker /pages/web-ui/poll.js", each once, in the order of their start.
    """
    return list(
        dict.fromkeys(
            f"the {event.sort} {event.script}"
            for history in histories
            for _, event in history.of_type(WorkerStarted)
            if not event.is_observed
        )
    )
