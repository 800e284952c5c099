"""Nothing is asked any more once there is nothing left to learn."""

from __future__ import annotations

from urllib.parse import urlsplit

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import FetchStarted
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first poll for a job after that is over for the mounted instance.

    Over means: a poll has answered with the end and the page came to rest after it; or the instance
    that shows the job is gone and the page came to rest after that. A frame is not enough: a page
    may well ask for the results then.
    """
    mount: int | None = None
    changed, rested = -1, -1
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, changed = scene.mount, scene.entry.index
        job = get_job_asked_for(scene.entry)
        if job is not None and (over := _get_end(scene, job, changed)) and over[0] < rested:
            return Violation(POLLING_STOPS.id, f"a poll is sent although {over[1]}", scene.entry)
        if isinstance(scene.entry.event, CameToRest):
            rested = scene.entry.index
    return None


def _get_end(scene: Scene, job: str, changed: int) -> tuple[int, str] | None:
    """Where asking for `job` was over, as an index, and why; None while it is not."""
    if scene.mount is None:
        return changed, "nothing is mounted"
    if job != scene.job:
        return changed, "the job on the screen is another one"
    learned = scene.learned
    if learned is None or learned.by != "answer":
        return None
    at = learned.entry.event.at / 1000
    return learned.entry.index, f"a poll was answered {learned.status!r} at {at:g} s"


def get_job_asked_for(entry: Entry) -> str | None:
    """The job that a poll is for; None for whatever is no poll."""
    if not isinstance(entry.event, FetchStarted) or entry.event.method != "GET":
        return None
    parts = urlsplit(entry.event.target).path.strip("/").split("/")
    return parts[2] if len(parts) == 3 and parts[:2] == ["v1", "jobs"] else None


POLLING_STOPS = Property(
    "polling-stops",
    "After the end, and after the component is gone, the page asks for nothing any more.",
    find,
)
