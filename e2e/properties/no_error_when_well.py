"""An error disappears when its failure is over."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.error_lines import LIMIT, find_error_lines
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first rest at which a job that is not completed is shown with an out-of-date error.

    Each request path and socket that had failed has succeeded since, and the line stays for `LIMIT`.
    """
    for error in find_error_lines(history):
        if error.scene.status != "completed":
            return Violation(
                NO_ERROR_WHEN_WELL.id,
                f"the page still shows {error.line!r}, which came with a failure, "
                f"{error.stayed / 1000:g} s after all was well again",
                error.scene.wrong,
            )
    return None


NO_ERROR_WHEN_WELL = Property(
    "no-error-when-well",
    f"An error is gone from the screen {LIMIT // 1000} s after all is well again.",
    find,
)
