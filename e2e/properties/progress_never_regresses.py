"""Neither the progress bar nor the status goes back."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation

LASTS = 2_000
"""Virtual milliseconds, one poll interval: a fall that the next poll corrects is no violation."""

ROUNDING = 1
"""Percent by which a page may be ahead of its job, or fall, because it may round up and the server down:
today's server tells 41.7 % by frame and 41 % by answer."""

_NOTHING = (-1, -1.0)
_RANK = {"pending": 0, "running": 1}


def find(history: History) -> Violation | None:
    """Returns the first fall, of the bar by over `ROUNDING` or from running to pending, that lasts for a
    poll interval.

    A fall is measured from the furthest state that the instance ever rendered, even for a single frame,
    and that the job had reached. A state that the job never had does not count: `only-what-was-true`
    judges it, and the page is right to leave it.
    """
    mount: int | None = None
    best = reached = _NOTHING
    since: int | None = None
    for scene in get_scenes(history):
        if scene.mount != mount or _begins_anew(scene):
            mount, best, reached, since = scene.mount, _NOTHING, _NOTHING, None
        reached = max(reached, _get_truth(scene))
        now = _standing(scene)
        is_new = (
            scene.shown_entry is scene.entry and now is not None and not _is_ahead(now, reached)
        )
        if now is not None and is_new and not _is_behind(now, best):
            best, since = (now[0], max(best[1], now[1])), None
        if not scene.is_settled:
            continue
        if now is None or scene.is_hindered:
            since = None
        elif _is_behind(now, best):
            since = scene.at if since is None else since
            if scene.at - since >= LASTS:
                return Violation(PROGRESS_NEVER_REGRESSES.id, _describe(scene, best), scene.wrong)
        else:
            since = None
    return None


def _standing(scene: Scene) -> tuple[int, float] | None:
    if scene.shown is None or scene.status not in _RANK:
        return None
    progress = scene.shown.progress
    return _RANK[scene.status], -1.0 if progress is None else progress


def _get_truth(scene: Scene) -> tuple[int, float]:
    """Returns the rank of the job's status and its progress; a job that has ended counts as 100 %."""
    if scene.truth is None:
        return _NOTHING
    if scene.truth.status not in _RANK:
        return _RANK["running"], 100.0
    return _RANK[scene.truth.status], scene.truth.progress or 0.0


def _is_ahead(now: tuple[int, float], reached: tuple[int, float]) -> bool:
    return now[0] > reached[0] or now[1] > reached[1] + ROUNDING


def _is_behind(now: tuple[int, float], best: tuple[int, float]) -> bool:
    return now[0] < best[0] or (now[0] == best[0] and -1.0 < now[1] < best[1] - ROUNDING)


def _begins_anew(scene: Scene) -> bool:
    return (
        scene.entry.event is scene.truth
        and scene.truth is not None
        and scene.truth.status == "pending"
    )


def _describe(scene: Scene, best: tuple[int, float]) -> str:
    now = _standing(scene)
    if now and now[0] < best[0]:
        return f"the page shows {scene.status_in_words} after 'running'"
    progress = scene.shown.progress if scene.shown else None
    return f"the page shows {progress:g} % after {best[1]:g} %"


PROGRESS_NEVER_REGRESSES = Property(
    "progress-never-regresses",
    "The progress bar never falls back, and a running job never looks pending again.",
    find,
)
