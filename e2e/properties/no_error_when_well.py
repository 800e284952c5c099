"""An error goes away when all is well again."""

from __future__ import annotations

from e2e.history.history import History
from e2e.properties.error_lines import LIMIT, find_error_lines
from e2e.properties.violation import Property, Violation


def find(history: History) -> Violation | None:
    """Returns the first rest at which a running job is shown with an error that is out of date.

    All that had failed has succeeded since, and the line has stayed for `LIMIT` and longer.
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
