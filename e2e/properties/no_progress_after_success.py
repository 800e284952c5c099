"""A job that has completed is not shown at the progress at which it ran."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.lasting import find_lasting
from e2e.properties.scenes import GRACE, Scene, get_scenes
from e2e.properties.violation import Property, Violation

ROUNDING = 1
"""Percent below 100 at which a bar counts as full."""


def find(history: History) -> Violation | None:
    """Returns the first rest with `completed` and the bar as it was, which has stayed for `GRACE`.

    The bar is for a running job only (page-contract.md, "What a person sees"); 95 % beside `completed` is
    the title of the analysis. It counts where it has the value, below 100 %, that it had when the page
    last showed that the job runs: another bar, such as one for a disk, may stay. A bar that is full may
    stay, and so may that of a job that has failed, as it says how far the job came. While the tab is
    hidden the count does not run.
    """
    found = find_lasting(NO_PROGRESS_AFTER_SUCCESS.id, _describe(history), GRACE)
    return next((each for each in found if each.severity == "decides"), None)


def _describe(history: History) -> Iterator[tuple[Scene, str | None]]:
    last: dict[str, float] = {}
    for scene in get_scenes(history):
        progress = scene.shown.progress if scene.shown else None
        if scene.job is None or progress is None or scene.is_hidden:
            yield scene, None
            continue
        if scene.status == "running":
            last[scene.job] = progress
        stays = scene.status == "completed" and progress < 100 - ROUNDING
        is_old = stays and last.get(scene.job) == progress
        yield scene, f"the page shows {progress:g} % beside 'completed'" if is_old else None


NO_PROGRESS_AFTER_SUCCESS = Property(
    "no-progress-after-success",
    "A job that has completed is never shown at the progress at which it ran.",
    find,
)
