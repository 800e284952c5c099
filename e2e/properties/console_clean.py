"""The console has no error or warning that a developer must fix."""

from __future__ import annotations

import re

from e2e.history.history import History
from e2e.history.page_events import PageComplained
from e2e.history.steady import get_steady
from e2e.properties.violation import Property, Violation

_REACT = re.compile(r"%[sd]|react\.dev|reactjs\.org|^Warning: |same key|update depth|getSnapshot")
"""Marks of React's own messages: it writes format strings and links to the console. Other lines, such as
a page's own line about a failed poll, do not count."""


def find(history: History) -> Violation | None:
    """Returns the first uncaught error, unhandled rejection or warning of React."""
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
