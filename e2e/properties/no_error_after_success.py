"""A job that has completed is not shown with an error."""

from __future__ import annotations

import re

from e2e.history.entry import Event
from e2e.history.history import History
from e2e.history.page_events import (
    BodyFailed,
    FetchAnswered,
    FetchFailed,
    PageSocketClosed,
)
from e2e.properties.scenes import get_scenes
from e2e.properties.violation import Property, Violation

_ERROR = re.compile(
    r"\b(error|failed|failure|could not|cannot|can't|unable|unreachable|timed out|timeout|went wrong"
    r"|aborted|unexpected|(http|status|code|answered) [45]\d\d)\b",
    re.IGNORECASE,
)
"""The contract knows an error only as a line of text: these are the words of one."""


def find(history: History) -> Violation | None:
    """Returns the first rest at which `completed` is shown with a line that reads as an error.

    Only after something did go wrong for this instance: "failed frames: 0" among the results is none.
    """
    mount: int | None = None
    is_troubled = False
    for scene in get_scenes(history):
        if scene.mount != mount:
            mount, is_troubled = scene.mount, False
        is_troubled = is_troubled or _is_trouble(scene.entry.event)
        if (
            not is_troubled
            or not scene.is_settled
            or scene.status != "completed"
            or scene.shown is None
        ):
            continue
        for line in scene.shown.lines:
            if _ERROR.search(line):
                return Violation(
                    NO_ERROR_AFTER_SUCCESS.id,
                    f"the page shows {line!r} beside 'completed'",
                    scene.wrong,
                )
    return None


def _is_trouble(event: Event) -> bool:
    match event:
        case FetchFailed() | BodyFailed():
            return True
        case FetchAnswered(status=status):
            return status >= 400
        case PageSocketClosed(clean=clean):
            return not clean
        case _:
            return False


NO_ERROR_AFTER_SUCCESS = Property(
    "no-error-after-success",
    "A job that has completed is never shown with an error.",
    find,
)
