"""Once the page has shown a terminal state, it goes on showing it."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.scenes import GRACE, Scene, get_scenes
from e2e.properties.violation import Property, Severity, Violation, choose_gravest

DOUBT = 10_000
"""Virtual milliseconds for which an instance that only remembers the end may show another state, if the
server tells it so."""


def find(history: History) -> Violation | None:
    """Returns the gravest return from the end to an older state, seen at rest with no request in flight.

    Only an instance that has rendered the end can return from it; one that shows the end late is judged
    by `completion-in-time`. A return that lasts for `GRACE` decides (for `DOUBT`, where the page shows
    the last state that the server told it). A shorter one is advice where the answer to a poll had told
    the end. It is no violation where only a frame had told it, or where the page showed the end before it
    was told: such a page may ask the server.
    """
    return choose_gravest(_find_returns(history))


def _find_returns(history: History) -> Iterator[Violation]:
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
        is_confirmed = scene.learned is not None and scene.learned.by == "answer"
        if scene.is_hindered and not is_confirmed:
            back_since = None
            continue
        back_since = scene.at if back_since is None else back_since
        if scene.at - back_since >= (DOUBT if scene.believes_the_server else GRACE):
            yield _violation(scene, end, "decides")
        elif is_confirmed:
            yield _violation(scene, end, "advice")


def _violation(scene: Scene, end: str | None, severity: Severity) -> Violation:
    knew = f"it had shown {end!r}"
    if scene.learned:
        by = "an answer" if scene.learned.by == "answer" else "a frame"
        knew = f"{by} told it of {end!r} at {scene.learned.entry.event.at / 1000:g} s"
    return Violation(
        TERMINAL_IS_ABSORBING.id,
        f"the page shows {scene.status_in_words} although {knew}",
        scene.wrong,
        severity,
    )


TERMINAL_IS_ABSORBING = Property(
    "terminal-is-absorbing",
    "A job that has completed or failed never goes back to an older state.",
    find,
)
