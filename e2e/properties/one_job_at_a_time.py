"""The page has one open socket, and that is for the job on the screen."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import CameToRest
from e2e.properties.page_sockets import PageSockets
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first rest with an open socket for another job than that on the screen.

    Two open sockets for the job on the screen are a violation as well. A page may let a socket that it
    does not need any more connect, and close it when it opens. `polling-stops` judges polls for other
    jobs.
    """
    sockets = PageSockets()
    for scene in get_scenes(history):
        sockets.apply(scene.entry.event)
        if not isinstance(scene.entry.event, CameToRest):
            continue
        if any(job != scene.job for job in sockets.open):
            wrong = "a socket is open for a job that is not on the screen"
        elif len(sockets.open) > 1:
            wrong = f"{len(sockets.open)} sockets are open for one job"
        else:
            continue
        return Violation(ONE_JOB_AT_A_TIME.id, wrong, scene.entry, "advice")
    return None


ONE_JOB_AT_A_TIME = Property(
    "one-job-at-a-time",
    "The page listens to the job on the screen over one socket, and to no other job.",
    find,
)
