"""The page shows no older state after the end, not even for one frame."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first other state that an instance rendered after it had rendered the end.

    An instance that only remembers the end may show another state if the server tells it so.
    """
    mount: int | None = None
    end: str | None = None
    for scene in get_scenes(history):
        if scene.mount != mount or not scene.has_ended:
            mount, end = scene.mount, None
        if not scene.has_ended:
            continue
        is_back = end is not None and scene.shown_entry is scene.entry and scene.status != end
        if is_back and not scene.believes_the_server:
            return Violation(
                NO_FLASH.id,
                f"the page shows {scene.status_in_words} after {end!r}",
                scene.entry,
                "advice",
            )
        is_end = scene.status in TERMINAL and scene.truth and scene.status == scene.truth.status
        if scene.shown_entry is scene.entry and is_end:
            end = scene.status
    return None


NO_FLASH = Property(
    "no-flash",
    "Between the end and its confirmation the page never shows an older state, even for a moment.",
    find,
)
