"""The end that was on the screen is there again after a refresh, even if the server does not answer."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.page_events import DocumentOpened
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first rest after a refresh at which the page does not show the end.

    It judges only where the page before the refresh learned the end from the answer to a poll and showed
    it at rest, and where the job has not begun anew since. A page that shows the last state that the
    server told it is right, even if that state is out of date.
    """
    told: dict[str, str] = {}
    documents = 0
    kept_since: dict[str, int] = {}
    for scene in get_scenes(history):
        event = scene.entry.event
        if isinstance(event, DocumentOpened):
            documents += 1
        if scene.job is None:
            continue
        if not scene.has_ended:
            told.pop(scene.job, None)
            continue
        if not isinstance(event, CameToRest):
            continue
        end = told.get(scene.job)
        is_after = end is not None and kept_since[scene.job] < documents
        if is_after and scene.status != end and not scene.believes_the_server:
            return Violation(
                KEPT_OVER_REFRESH.id,
                f"the page shows {scene.status_in_words} after a refresh, and had shown {end!r}",
                scene.wrong,
                "advice",
            )
        learned = scene.learned
        if end is None and learned and learned.by == "answer" and scene.status == learned.status:
            told[scene.job], kept_since[scene.job] = learned.status, documents
    return None


KEPT_OVER_REFRESH = Property(
    "kept-over-refresh",
    "The end that a poll has told is shown again after a refresh, even while the server is away.",
    find,
)
