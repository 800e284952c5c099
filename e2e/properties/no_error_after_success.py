"""A job that has completed is not shown with an error."""

from __future__ import annotations

import re

from e2e.history.history import History
from e2e.history.page_events import Shown
from e2e.properties.error_lines import Troubles, find_error_lines
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

_ERROR = re.compile(
    r"\b(error|failed|failure|could not|cannot|can't|unable|unreachable|timed out|timeout|went wrong"
    r"|aborted|unexpected|(http|status|code|answered) [45]\d\d)\b",
    re.IGNORECASE,
)
_NONE_OF_IT = re.compile(
    r"\b(error|fail)\w*\W*(\w+\W+)?(0|none|null|no|\[\]|\{\})\W*$|\b(no|0|without)\W+(error|fail)",
    re.IGNORECASE,
)


def find(history: History) -> Violation | None:
    """Returns the first rest at which `completed` is shown with a line that is an error.

    Only after something did go wrong for this instance, and only a line that was not there before
    that: one that reads as an error in English, at the first settled rest ("failed frames: 0" is
    none), and one in any language that came with a failure which has been made good since, once it
    has stayed for long (see `error_lines`).
    """
    return _find_worded(history) or _find_stayed(history)


def _find_stayed(history: History) -> Violation | None:
    for error in find_error_lines(history):
        if error.scene.status == "completed":
            return Violation(
                NO_ERROR_AFTER_SUCCESS.id,
                f"the page shows {error.line!r}, which came with a failure, beside 'completed', and "
                f"has for {error.stayed / 1000:g} s",
                error.scene.wrong,
            )
    return None


def _find_worded(history: History) -> Violation | None:
    mount: int | None = None
    troubles = Troubles()
    good: set[str] = set()
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, troubles = scene.mount, Troubles()
        troubles.apply(scene.entry.event)
        if not troubles.came:
            if isinstance(scene.entry.event, Shown):
                good |= set(scene.entry.event.lines)
            continue
        if not scene.is_settled or scene.status != "completed" or scene.shown is None:
            continue
        for line in scene.shown.lines:
            if _ERROR.search(line) and not _NONE_OF_IT.search(line) and line not in good:
                return Violation(
                    NO_ERROR_AFTER_SUCCESS.id,
                    f"the page shows {line!r} beside 'completed'",
                    scene.wrong,
                )
    return None


NO_ERROR_AFTER_SUCCESS = Property(
    "no-error-after-success",
    "A job that has completed is never shown with an error.",
    find,
)
