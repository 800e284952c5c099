"""Workers of a page that have no observer, so that the history has no records of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from e2e.history.history import History
from e2e.history.page_events import DocumentOpened, WorkerEnded, WorkerStarted


def get_unseen_workers(histories: Iterable[History]) -> list[str]:
    """Returns each worker that a page started and whose requests, sockets and timers no history has.

    Each is in words, such as "the SharedWorker /pages/web-ui/poll.js", and comes once, in the order of
    their start. Workers that could not be started are left out.
    """
    return list(dict.fromkeys(words for history in histories for words in _find(history)))


def _find(history: History) -> Iterator[str]:
    unseen: dict[int, str] = {}
    for entry in history:
        match entry.event:
            case WorkerStarted(worker=worker, is_observed=False) as started:
                unseen[worker] = f"the {started.sort} {started.script}"
            case WorkerEnded(worker=worker):
                unseen.pop(worker, None)
            case DocumentOpened():
                yield from unseen.values()
                unseen.clear()
            case _:
                pass
    yield from unseen.values()
