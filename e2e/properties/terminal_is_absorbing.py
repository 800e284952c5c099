"""Once a job has ended for the person in front of the page, it stays ended."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation

GRACE = 10_000
"""Virtual milliseconds that a page may take to have a frame's word confirmed by a poll."""


def find(history: History) -> Violation | None:
    """Returns the first return to an older state that lasts once every outstanding answer is in.

    Told by the answer to a poll, the page has no excuse at the next rest. Told only by a frame, or
    showing the end without having been told, it may fall back for `GRACE` while it asks.
    """
    end: str | None = None
    mount: int | None = None
    back_since: int | None = None
    for scene in get_scenes(history):
        if scene.mount != mount or not scene.has_ended:
            mount, end, back_since = scene.mount, None, None
        if not scene.has_ended:
            continue
        if scene.learned:
            end = scene.learned.status
        elif scene.truth and scene.status == scene.truth.status:
            end = scene.status
        if not scene.is_settled or end is None or scene.status == end:
            back_since = back_since if scene.status != end else None
            continue
        if scene.learned and scene.learned.by == "answer":
            return _violation(scene, end)
        if scene.is_hindered:
            back_since = None
            continue
        back_since = scene.at if back_since is None else back_since
        if scene.at - back_since >= GRACE:
            return _violation(scene, end)
    return None


def _violation(scene: Scene, end: str) -> Violation:
    knew = (
        f"{scene.learned.by} told it of {end!r} at {scene.learned.entry.event.at / 1000:g} s"
        if scene.learned
        else f"it had shown {end!r}"
    )
    return Violation(
        TERMINAL_IS_ABSORBING.id,
        f"the page shows {scene.status!r} although {knew}",
        scene.wrong,
    )


TERMINAL_IS_ABSORBING = Property(
    "terminal-is-absorbing",
    "A job that has completed or failed never goes back to an older state.",
    find,
)
