"""Nothing in the console that its developer would have to mend."""

from __future__ import annotations

import re

from e2e.history.history import History
from e2e.history.page_events import PageComplained
from e2e.history.steady import get_steady
from e2e.properties.violation import Property, Violation

_REACT = re.compile(r"%[sd]|react\.dev|reactjs\.org|^Warning: |same key|update depth|getSnapshot")
"""React's own words: it hands the console format strings and links. A page's own line about a poll
that failed is no complaint."""


def find(history: History) -> Violation | None:
    """Returns the first uncaught error, unhandled rejection or warning of React's."""
    for entry in get_steady(history):
        said = entry.event
        if not isinstance(said, PageComplained):
            continue
        if said.source != "console.error" or _REACT.search(said.message):
            return Violation(CONSOLE_CLEAN.id, f"{said.source}: {said.message}", entry, "advice")
    return None


CONSOLE_CLEAN = Property(
    "console-clean",
    "No uncaught error, no unhandled rejection, no warning of React's.",
    find,
)
