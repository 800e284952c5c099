"""An error disappears when its failure is over."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.history.history import History
from e2e.properties.error_lines import LIMIT, find_error_lines
from e2e.properties.lasting import find_lasting
from e2e.properties.nothing_of_another_job import shows_as_its_own
from e2e.properties.scenes import Scene, get_scenes
from e2e.properties.violation import Property, Violation
from mock_backend.journal.events import TruthChanged


def find(history: History) -> Violation | None:
    """Returns the first rest at which a job that is not completed is shown with an out-of-date error.

    Each request path and socket that had failed has succeeded since, and the line stays for `LIMIT`.
    Beside any state but `failed`, so is the reason of a failure from before the job began anew, where the
    page does not say that it is an earlier one.
    """
    for error in find_error_lines(history):
        if error.scene.status != "completed":
            return Violation(
                NO_ERROR_WHEN_WELL.id,
                f"the page still shows {error.line!r}, which came with a failure, "
                f"{error.stayed / 1000:g} s after all was well again",
                error.scene.wrong,
            )
    lasting = find_lasting(NO_ERROR_WHEN_WELL.id, _find_old_reasons(history), LIMIT)
    return next((each for each in lasting if each.severity == "decides"), None)


def _find_old_reasons(history: History) -> Iterator[tuple[Scene, str | None]]:
    reasons: dict[str, set[str]] = {}
    for scene in get_scenes(history):
        match scene.entry.event:
            case TruthChanged(job=job, message=str(message)) if message:
                reasons.setdefault(job, set()).add(message)
            case _:
                pass
        old = None
        has_failed = scene.truth is None or scene.truth.status == "failed"
        if scene.shown and scene.job and not has_failed and scene.status != "failed":
            lines = scene.shown.lines_outside_logs
            of_job = reasons.get(scene.job, set())
            old = next((r for r in of_job if shows_as_its_own(lines, r, {scene.job})), None)
        yield (
            scene,
            old and f"the page shows {old!r}, why the job failed before it began anew",
        )


NO_ERROR_WHEN_WELL = Property(
    "no-error-when-well",
    f"An error is gone from the screen {LIMIT // 1000} s after all is well again.",
    find,
)
