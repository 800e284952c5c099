"""Polling stops when the job has ended, and when the component is unmounted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import FetchStarted
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest

GOES_ON = 20_000
"""Virtual milliseconds after the first needless poll, from which on polling counts as an endless loop.

They are ten poll intervals: a few further polls for a job that has ended are no such loop.
"""


def find(history: History) -> Violation | None:
    """Returns the gravest needless poll.

    A poll is needless once the page has come to rest after a poll was answered with the end, or after
    the instance that showed the job is gone. A frame with the end is not enough, because a page may ask
    for the results after it. The violation decides where the page still shows the job and goes on for
    `GOES_ON` (the analysis, Change 3: polling stops for ever once the state is terminal). A few more
    polls, or polls of a component that is gone, are advice.
    """
    return choose_gravest(_find_needless(history))


@dataclass(frozen=True, slots=True)
class _Over:
    """The entry from which on each poll is needless, the reason, and whether the job is still shown."""

    index: int
    why: str
    is_shown: bool


def _find_needless(history: History) -> Iterator[Violation]:
    mount: int | None = None
    changed, rested = -1, -1
    first: Entry | None = None
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, changed, first = scene.mount, scene.entry.index, None
        job = get_job_asked_for(scene.entry)
        if job is not None and (over := _get_end(scene, job, changed)) and over.index < rested:
            detail = f"a poll is sent although {over.why}"
            first = first or scene.entry
            goes_on = over.is_shown and scene.at - first.event.at >= GOES_ON
            yield Violation(POLLING_STOPS.id, detail, first, "decides" if goes_on else "advice")
        if isinstance(scene.entry.event, CameToRest):
            rested = scene.entry.index


def _get_end(scene: Scene, job: str, changed: int) -> _Over | None:
    """Returns the moment from which on polls for `job` are needless; None while they are not."""
    if scene.mount is None:
        return _Over(changed, "nothing is mounted", is_shown=False)
    if job != scene.job:
        return _Over(changed, "the job on the screen is another one", is_shown=False)
    learned = scene.learned
    if learned is None or learned.by != "answer":
        return None
    at = learned.entry.event.at / 1000
    why = f"a poll was answered {learned.status!r} at {at:g} s"
    return _Over(learned.entry.index, why, is_shown=True)


def get_job_asked_for(entry: Entry) -> str | None:
    """Returns the job that a poll is for; None for an entry that is no poll."""
    if not isinstance(entry.event, FetchStarted) or entry.event.method != "GET":
        return None
    parts = urlsplit(entry.event.target).path.strip("/").split("/")
    return parts[2] if len(parts) == 3 and parts[:2] == ["v1", "jobs"] else None


POLLING_STOPS = Property(
    "polling-stops",
    "After the end, and after the component is gone, the page asks for nothing any more.",
    find,
)
