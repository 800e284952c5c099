"""A job that runs is shown running soon after the page can learn of it."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import CameToRest
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

LIMIT = 10_000
"""Virtual milliseconds that the page has from the moment at which it can learn of it, as for the end."""

_BEFORE = frozenset({"pending", None})


def find(history: History) -> Violation | None:
    """Returns the first rest at which a job that has run for more than `LIMIT` is still shown pending.

    A page without a status on the screen counts as one that shows the job pending. The count begins anew
    after each rest at which the answer to a poll would not be the truth.
    """
    since: int | None = None
    mount: int | None = None
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, since = scene.mount, None
        if scene.truth is None or scene.truth.status != "running" or scene.mount is None:
            since = None
            continue
        if since is None:
            since = scene.at
        if not isinstance(scene.entry.event, CameToRest):
            continue
        if scene.is_hindered or scene.status not in _BEFORE or scene.outlived_its_end:
            since = None
        elif scene.is_settled and scene.at - since > LIMIT:
            return Violation(
                START_IN_TIME.id,
                f"the page still shows {scene.status_in_words}, {(scene.at - since) / 1000:g} s after it "
                "could have learned that the job runs",
                scene.entry,
            )
    return None


START_IN_TIME = Property(
    "start-in-time",
    f"A job that runs is shown running within {LIMIT // 1000} s of the moment from which the page "
    "can learn of it.",
    find,
)
