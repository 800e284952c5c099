"""The page never shows of a job what was never true of it."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation
from mock_backend.journal.events import TruthChanged


def find(history: History) -> Violation | None:
    """Returns the first rendered end, or progress, that the job on the screen never had.

    That is how the answer of another job, applied to this one, shows.
    """
    ends: dict[str, set[str]] = {}
    furthest: dict[str, float] = {}
    for scene in get_scenes(history):
        if isinstance(scene.entry.event, TruthChanged):
            truth = scene.entry.event
            ends.setdefault(truth.job, set()).add(truth.status)
            furthest[truth.job] = max(furthest.get(truth.job, 0.0), truth.progress or 0.0)
        if scene.shown_entry is not scene.entry or scene.shown is None or scene.job is None:
            continue
        if scene.status in TERMINAL and scene.status not in ends.get(scene.job, set()):
            return Violation(
                ONLY_WHAT_WAS_TRUE.id,
                f"the page shows {scene.status!r} of a job that never was",
                scene.entry,
            )
        progress = scene.shown.progress
        if progress is not None and progress > furthest.get(scene.job, 0.0) + 1:
            return Violation(
                ONLY_WHAT_WAS_TRUE.id,
                f"the page shows {progress:g} % of a job that never got there",
                scene.entry,
            )
    return None


ONLY_WHAT_WAS_TRUE = Property(
    "only-what-was-true", "The page never shows one job what is true of another.", find
)
