"""The end is on the screen soon after the page could know of it."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

LIMIT = 10_000
"""Virtual milliseconds from the moment on which the page is able to learn of the end."""


def find(history: History) -> Violation | None:
    """Returns the first rest at which the end has been there to learn for more than `LIMIT`.

    The page is able to learn of it while a poll would be answered with the truth; a held or lost
    answer stops the count, a held handshake does not.
    """
    since: int | None = None
    mount: int | None = None
    was_hindered = False
    for scene in get_scenes(history):
        if scene.mount != mount or not scene.has_ended:
            mount, since = scene.mount, None
        if not scene.has_ended or scene.truth is None or scene.mount is None:
            continue
        if since is None or was_hindered:
            since = scene.at
        if isinstance(scene.entry.event, CameToRest):
            was_hindered = scene.is_hindered
        if scene.is_settled and scene.status != scene.truth.status and scene.at - since > LIMIT:
            return Violation(
                COMPLETION_IN_TIME.id,
                f"the page still shows {scene.status!r}, {(scene.at - since) / 1000:g} s after it "
                f"could have learned of {scene.truth.status!r}",
                scene.entry,
            )
    return None


COMPLETION_IN_TIME = Property(
    "completion-in-time",
    f"The end is shown within {LIMIT // 1000} s of the moment from which the page can learn of it.",
    find,
)
