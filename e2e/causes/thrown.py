"""Errors of the page's own code."""

from __future__ import annotations

from e2e.causes import kinds
from e2e.causes.cause import Cause
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import (
    BodyFailed,
    FetchAnswered,
    FetchFailed,
    PageComplained,
    Shown,
)
from e2e.properties import ASKS_WITHOUT_END, CONSOLE_CLEAN, Violation

_UNCAUGHT = frozenset({"error", "unhandled rejection"})
_ABOUT_ITSELF = frozenset({CONSOLE_CLEAN.id, ASKS_WITHOUT_END.id})


def find_throw(history: History, violation: Violation) -> Cause | None:
    """Returns the error of the page's own after which it has shown no state of the job any more.

    None where there is none, and for an error by which the page only tells of a request that failed: what
    that request ended is told by itself.
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
            return Cause(kinds.THREW, thrown.message, entry)
    return None


def _tells_of_a_request(history: History, complaint: Entry) -> bool:
    """Whether a request of the page's failed at that very moment."""
    return any(
        isinstance(each.event, FetchFailed | BodyFailed)
        or (isinstance(each.event, FetchAnswered) and each.event.status >= 400)
        for each in history.entries[: complaint.index]
        if each.act == complaint.act and each.event.at == complaint.event.at
    )
