"""Once a job has ended for the person in front of the page, it stays ended."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation

GRACE = 3_000
"""Virtual milliseconds in which a page may fall back to what its next poll mends: a poll interval of
two seconds, and one for its answer and for pages that render late."""

DOUBT = 10_000
"""The same for an instance that only remembers the end and believes a server that says otherwise."""


def find(history: History) -> Violation | None:
    """Returns the first return to an older state that lasts once every outstanding answer is in.

    A return is from the end as this instance has rendered it: one that is late to show it is the
    affair of `completion-in-time`. Told by the answer to a poll, the page has no excuse at the next
    rest. Told only by a frame, or showing the end without having been told, it may fall back for
    `GRACE` while it asks.
    """
    end: str | None = None
    mount: int | None = None
    back_since: int | None = None
    was_shown = False
    for scene in get_scenes(history):
        if scene.mount != mount or not scene.has_ended:
            mount, end, back_since, was_shown = scene.mount, None, None, False
        if not scene.has_ended:
            continue
        if scene.learned:
            end = scene.learned.status
        elif scene.truth and scene.status == scene.truth.status:
            end = scene.status
        was_shown = was_shown or (end is not None and scene.status == end)
        if not scene.is_settled or not was_shown or scene.status == end:
            back_since = back_since if scene.status != end else None
            continue
        if scene.learned and scene.learned.by == "answer":
            return _violation(scene, end)
        if scene.is_hindered:
            back_since = None
            continue
        back_since = scene.at if back_since is None else back_since
        if scene.at - back_since >= (DOUBT if scene.believes_the_server else GRACE):
            return _violation(scene, end)
    return None


def _violation(scene: Scene, end: str | None) -> Violation:
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
