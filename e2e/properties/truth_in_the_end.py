"""After the recovery the page shows the state of its job."""

from __future__ import annotations

from e2e.history.history import History
from e2e.history.stage_events import RECOVERY, ActBegan
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

LIMIT = 10_000
"""Virtual milliseconds that the page has after the recovery, as many as `completion-in-time` gives."""


def find(history: History) -> Violation | None:
    """Returns the last settled rest, `LIMIT` or more after the recovery, that shows a wrong state.

    Returns None where no recovery was played, where no instance is mounted, where the page shows the
    truth in the end, and where it still shows the end of a job that has begun anew since.
    """
    recovered_at: int | None = None
    violation: Violation | None = None
    for scene in get_scenes(history):
        event = scene.entry.event
        if isinstance(event, ActBegan) and event.name == RECOVERY:
            recovered_at = event.at
        if recovered_at is None or not scene.is_settled or scene.truth is None:
            continue
        violation = None
        if scene.outlived_its_end:
            continue
        if scene.status != scene.truth.status and scene.at - recovered_at >= LIMIT:
            violation = Violation(
                TRUTH_IN_THE_END.id,
                f"the page still shows {scene.status_in_words}, {(scene.at - recovered_at) / 1000:g} s "
                f"after everything that could tell it of {scene.truth.status!r} was well again",
                scene.wrong,
            )
    return violation


TRUTH_IN_THE_END = Property(
    "truth-in-the-end",
    "When the network is well again the page comes to show the state of its job.",
    find,
)
