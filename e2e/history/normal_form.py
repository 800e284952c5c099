"""The normal form of a history: what two plays of the same schedule have in common to the letter."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import defaultdict

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import DocumentOpened
from e2e.history.stage_events import ActBegan

_JOB_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def get_normal_form(history: History) -> list[str]:
    """Returns one line an event, the same for every play of the same schedule on the same page.

    Job ids become `job-1`, `job-2` in the order of their first appearance; ids that count over the
    life of a backend or a document (requests, sockets, timers) are counted anew from 1, those of the
    page in each document; within one act the page's and the backend's events, each in their own order,
    stand apart: how the two interleave is up to the machine, and so is the order of events of
    different requests within the backend's half.
    """
    names = _Names()
    acts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in history:
        if isinstance(entry.event, DocumentOpened):
            names.begin_document()
        acts[entry.act][_half_of(entry)].append(_describe(entry, names))
    lines: list[str] = []
    for act in sorted(acts):
        halves = acts[act]
        lines += halves["act"] + halves["page"] + sorted(halves["backend"]) + halves["rest"]
    return lines


def get_history_key(history: History) -> str:
    """Returns 16 hex digits over the normal form: equal for equal histories."""
    return hashlib.sha256("\n".join(get_normal_form(history)).encode()).hexdigest()[:16]


def _half_of(entry: Entry) -> str:
    if entry.source == "stage":
        return "act" if isinstance(entry.event, ActBegan) else "rest"
    return entry.source


def _describe(entry: Entry, names: _Names) -> str:
    fields = dataclasses.asdict(entry.event)  # type: ignore[call-overload]
    said = ", ".join(
        f"{name}={names.of(f'{entry.source} {name}', value)}"
        for name, value in fields.items()
        if name != "at"
    )
    return f"{entry.act} {entry.source} {entry.event.at} {entry.event.kind} {said}".rstrip()


class _Names:
    """Gives what is unique to one play a name that every play gives it."""

    _COUNTED = frozenset(
        {
            "backend request",
            "backend socket",
            "page timer",
            "page fetch",
            "page socket",
            "page mount",
            "page order",
        }
    )

    def __init__(self) -> None:
        self._numbers: dict[str, dict[object, int]] = defaultdict(dict)

    def begin_document(self) -> None:
        """The page counts anew."""
        for field in self._COUNTED:
            if field.startswith("page"):
                self._numbers[field].clear()

    def of(self, field: str, value: object) -> str:
        if field in self._COUNTED:
            return str(self._number(field, value))
        return _JOB_ID.sub(lambda job: f"job-{self._number('job', job[0])}", repr(value))

    def _number(self, field: str, value: object) -> int:
        known = self._numbers[field]
        return known.setdefault(value, len(known) + 1)
