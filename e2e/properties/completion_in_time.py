"""The terminal state is on the screen soon after the page can learn of it."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

LIMIT = 10_000
"""Virtual milliseconds that the page has from the moment at which it can learn of the end."""

LONGEST_LIMIT = 60_000
"""Virtual milliseconds that the page has at most, for a job that it watched for a long time."""

_SHARE = 10
"""The page has one tenth of the time for which it watched the job, as it may ask less often with time."""


def find(history: History) -> Violation | None:
    """Returns the first rest at which the page could have learned of the end for longer than its limit.

    The limit is `LIMIT`, or a tenth of the time for which the instance had watched the job before, up to
    `LONGEST_LIMIT`. The page can learn of the end while the answer to a poll would be the truth and the
    tab is visible. So the count stops for a held or lost answer, for a hidden tab and while the laptop
    sleeps, but not for a held handshake.
    """
    since: int | None = None
    mount: int | None = None
    mounted_at = 0
    was_hindered = False
    asleep_at: int | None = None
    for scene in get_scenes(history):
        if isinstance(scene.entry.event, ActBegan) and scene.entry.event.name == "sleep":
            asleep_at = scene.at
        elif asleep_at is not None and scene.at > asleep_at:
            mounted_at += scene.at - asleep_at
            if since is not None:
                since += scene.at - asleep_at
            asleep_at = None
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
