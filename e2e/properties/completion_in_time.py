"""The end is on the screen soon after the page could know of it."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

LIMIT = 10_000
"""Virtual milliseconds from the moment on which the page is able to learn of the end."""

LONGEST_LIMIT = 60_000
"""The most that is granted of a job that was watched for long."""

_SHARE = 10
"""A page may ask less often with time: a minute is little after an hour."""


def find(history: History) -> Violation | None:
    """Returns the first rest at which the end has been there to learn for longer than is granted.

    That is `LIMIT`, or a tenth of the time for which the instance had watched the job by then,
    `LONGEST_LIMIT` at most. The page is able to learn of the end while a poll would be answered with
    the truth and a person could see it: a held or lost answer and a hidden tab stop the count, a held
    handshake does not.
    """
    since: int | None = None
    mount: int | None = None
    mounted_at = 0
    was_hindered = False
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, mounted_at, since = scene.mount, scene.at, None
        if not scene.has_ended:
            since = None
        if not scene.has_ended or scene.truth is None or scene.mount is None:
            continue
        if since is None or was_hindered:
            since = scene.at
        if isinstance(scene.entry.event, CameToRest):
            was_hindered = scene.is_hindered or scene.is_hidden
        limit = min(LONGEST_LIMIT, max(LIMIT, (since - mounted_at) // _SHARE))
        if scene.is_settled and scene.status != scene.truth.status and scene.at - since > limit:
            return Violation(
                COMPLETION_IN_TIME.id,
                f"the page still shows {scene.status_in_words}, {(scene.at - since) / 1000:g} s after it "
                f"could have learned of {scene.truth.status!r}",
                scene.entry,
            )
    return None


COMPLETION_IN_TIME = Property(
    "completion-in-time",
    f"The end is shown within {LIMIT // 1000} s of the moment from which the page can learn of it; of a "
    f"job that it has watched for minutes within a tenth of them, {LONGEST_LIMIT // 1000} s at most.",
    find,
)
