"""Errors of the page's own code."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.causes import kinds
from e2e.causes.cause import Cause, get_time
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.narrative import tell
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    FetchAnswered,
    FetchFailed,
    FrameTaken,
    PageComplained,
    Shown,
)
from e2e.properties import ASKS_WITHOUT_END, CONSOLE_CLEAN, Violation

_UNCAUGHT = frozenset({"error", "unhandled rejection"})
_ABOUT_ITSELF = frozenset({CONSOLE_CLEAN.id, ASKS_WITHOUT_END.id})


def find_throw(history: History, violation: Violation) -> Cause | None:
    """Returns the uncaught error of the page after which it shows no state of the job any more.

    Returns None without such an error, and where the error only reports a failed request: the effects of
    that request have causes of their own.
    """
    if violation.property in _ABOUT_ITSELF:
        return None
    for entry, thrown in history.of_type(PageComplained):
        if thrown.source not in _UNCAUGHT:
            continue
        later = [
            each.event for each in history.entries[entry.index :] if isinstance(each.event, Shown)
        ]
        if any(each.status is not None for each in later):
            continue
        if later or not _tells_of_a_request(history, entry):
            return Cause(kinds.THREW, _describe(history, entry, thrown, later), entry)
    return None


def find_logged_throw(history: History, told: Entry) -> Cause | None:
    """Returns the error that the page logged as it took in `told`, which it does not show; else None.

    An error boundary catches an error of its component, and React reports it to the console.
    """
    for entry, logged in history.of_type(PageComplained):
        is_of_told = (
            entry.index > told.index and entry.act == told.act and logged.at == told.event.at
        )
        if is_of_told and logged.stack and not _tells_of_a_request(history, entry):
            return Cause(kinds.THREW, _describe(history, entry, logged, ()), entry)
    return None


def _describe(
    history: History, complaint: Entry, thrown: PageComplained, later: Sequence[Shown]
) -> str:
    """Returns words for the error, the last answer or frame before it, and the state shown since."""
    took_in = [
        each
        for each in history.entries[: complaint.index]
        if each.act == complaint.act and isinstance(each.event, BodyRead | FrameTaken)
    ]
    after = f" right after: {tell(took_in[-1])};" if took_in else ";"
    lines = later[-1].lines if later else None
    if lines is None:
        since = "the page shows since what it showed before"
    elif lines:
        since = f"since then it shows {' / '.join(lines)!r}"
    else:
        since = "since then it shows nothing"
    return f"it threw {thrown.message!r} at {get_time(complaint)}{after} {since}"


def _tells_of_a_request(history: History, complaint: Entry) -> bool:
    """Whether a request of the page failed in the same act at the same virtual time."""
    return any(
        isinstance(each.event, FetchFailed | BodyFailed)
        or (isinstance(each.event, FetchAnswered) and each.event.status >= 400)
        for each in history.entries[: complaint.index]
        if each.act == complaint.act and each.event.at == complaint.event.at
    )
