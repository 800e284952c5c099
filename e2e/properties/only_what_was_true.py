"""The page never shows a state that its job never had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import GRACE, Scene, get_scenes
from e2e.properties.violation import Property, Violation, choose_gravest
from mock_backend.journal.events import TruthChanged

ROUNDING = 5
"""Percent by which a page may be ahead of its job, because it may round its bar up to whole steps."""


def find(history: History) -> Violation | None:
    """Returns the gravest state on the screen (end, running or progress) that its job never had.

    A page that applies the answer of another job shows such a state. It decides where it lasts. An
    instance that was mounted after its job has begun anew must not show how far the job was before.
    """
    return choose_gravest(_find_untrue(history))


@dataclass(frozen=True, slots=True)
class _Untrue:
    entry: Entry
    detail: str


def _find_untrue(history: History) -> Iterator[Violation]:
    been: dict[str, set[str]] = {}
    furthest: dict[str, float] = {}
    mount: int | None = None
    seen = 0.0
    untrue: _Untrue | None = None
    since: int | None = None
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, seen = scene.mount, 0.0
        if isinstance(scene.entry.event, TruthChanged):
            truth = scene.entry.event
            been.setdefault(truth.job, set()).add(truth.status)
            # A job without progress (an image) has reached 100 % as well when it is completed.
            reached = 100.0 if truth.status == "completed" else truth.progress or 0.0
            is_anew = truth.status == "pending"
            furthest[truth.job] = 0.0 if is_anew else max(furthest.get(truth.job, 0.0), reached)
        seen = max(seen, furthest.get(scene.job or "", 0.0))
        detail = _describe(scene, been, seen)
        if detail is None:
            untrue, since = None, None
        elif scene.shown_entry is scene.entry and untrue is None:
            untrue = _Untrue(scene.entry, detail)
            yield Violation(ONLY_WHAT_WAS_TRUE.id, detail, scene.entry, "advice")
        if untrue is not None and scene.is_settled:
            since = scene.at if since is None else since
            if scene.at - since >= GRACE:
                yield Violation(ONLY_WHAT_WAS_TRUE.id, untrue.detail, untrue.entry)


def _describe(scene: Scene, been: dict[str, set[str]], furthest: float) -> str | None:
    if scene.shown is None or scene.job is None:
        return None
    was = been.get(scene.job, set())
    if scene.status in TERMINAL and scene.status not in was:
        return f"the page shows {scene.status_in_words} of a job that never was"
    if scene.status == "running" and was == {"pending"}:
        return "the page shows 'running' of a job that has not begun"
    progress = scene.shown.progress
    if progress is not None and progress > furthest + ROUNDING:
        return f"the page shows {progress:g} % of a job that never got there"
    return None


ONLY_WHAT_WAS_TRUE = Property(
    "only-what-was-true", "The page never shows one job what is true of another.", find
)
