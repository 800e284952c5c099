"""Polls for the same job that another tab of the browser sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import FetchStarted
from e2e.history.stage_events import ActBegan
from e2e.properties.scenes import Scene
from mock_backend.journal.events import RequestArrived, TruthChanged


def find_polls_of_another_tab(entries: Sequence[Entry], job: str) -> list[Entry]:
    """Returns the arrivals of polls for `job` that no document of this history sent.

    The history of a tab has all requests that arrived at the backend, and the fetches of its own
    documents alone. Of equal targets as many are its own as it has sent.
    """
    own = Counter(each.event.target for each in entries if isinstance(each.event, FetchStarted))
    others: list[Entry] = []
    for entry in entries:
        match entry.event:
            case RequestArrived(job=asked, ordinal=ordinal, target=target) if (
                ordinal and asked == job
            ):
                if own[target] > 0:
                    own[target] -= 1
                else:
                    others.append(entry)
            case _:
                pass
    return others


def is_second_tab(entries: Sequence[Entry]) -> bool:
    """Whether the page was opened beside one that was there before it, in another tab."""
    acts = (each.event.name for each in entries if isinstance(each.event, ActBegan))
    return next((name for name in acts if name in ("show", "open_tab")), None) == "open_tab"


def find_departure_after(entries: Sequence[Entry], poll: Entry) -> str | None:
    """Returns in words what the other tab did after that poll; None where it still shows the job."""
    for entry in entries:
        if entry.index > poll.index and isinstance(entry.event, ActBegan):
            if entry.event.name == "leave":
                return "was closed"
            if entry.event.name in ("switch", "unmount"):
                return "shows the job no longer"
    return None


def is_state_of_another_tab(history: History, scene: Scene) -> bool:
    """Whether there are two tabs, and another job was at the state that `scene` shows, its own never."""
    progress = scene.shown.progress if scene.shown else None
    acts = (each.event.name for each in history.entries if isinstance(each.event, ActBegan))
    if progress is None or "open_tab" not in acts:
        return False
    had = {
        truth.job
        for entry, truth in history.of_type(TruthChanged)
        if entry.index <= scene.entry.index
        and (truth.status, truth.progress) == (scene.status, progress)
    }
    return bool(had) and scene.job not in had
