"""The normal form of a history: what two plays of the same schedule have in common to the letter."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import defaultdict

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import DocumentOpened, FrameTaken, Shown, Unmounted
from e2e.history.stage_events import ActBegan

_JOB_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_WORDING = re.compile(r"Failed to execute '\w+' on '\w+': ")
"""What Chromium puts before the same message where it knows what was called."""


def get_normal_form(history: History) -> list[str]:
    """Returns one line an event, the same for every play of the same schedule on the same page.

    Job ids become `job-1`, `job-2` in the order of their first appearance; ids that count over the
    life of a backend or a document (requests, sockets, timers) are counted anew from 1, those of the
    page in each document. What is up to the machine is taken out:

    - within one act the page's and the backend's events stand apart, and the backend's of different
      requests in the order of the alphabet;
    - within one moment of an act so do the page's of different fetches, sockets and timers, each
      with its own in their order;
    - where the page takes several frames in one moment, how many of them it shows before the next is
      taken is not said, but what is shown in the end is;
    - Chromium has two wordings for what is wrong with an empty body, by how soon it is read.
    """
    names = _Names()
    acts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    page = _PageHalf(names)
    for entry in history:
        if entry.source == "page":
            page.take(entry)
        else:
            acts[entry.act][_half_of(entry)].append(_describe(entry, names))
    for act, lines in page.get_lines().items():
        acts[act]["page"] = lines
    return [
        line
        for _, halves in sorted(acts.items())
        for line in (
            *halves["act"],
            *halves["page"],
            *sorted(halves["backend"]),
            *halves["rest"],
        )
    ]


def get_page_records(history: History) -> list[str]:
    """Returns what the page recorded, in its own order and whatever the acts, with ids as above."""
    names = _Names()
    lines: list[str] = []
    for entry in history:
        if isinstance(entry.event, DocumentOpened):
            names.begin_document()
        said = _describe(entry, names)
        if entry.source == "page":
            lines.append(said.partition(" page ")[2])
    return lines


def get_history_key(history: History) -> str:
    """Returns 16 hex digits over the normal form: equal for equal histories."""
    return hashlib.sha256("\n".join(get_normal_form(history)).encode()).hexdigest()[:16]


def _half_of(entry: Entry) -> str:
    if entry.source == "stage":
        return "act" if isinstance(entry.event, ActBegan) else "rest"
    return entry.source


class _PageHalf:
    """The page's events by moment: the same act, document and virtual time."""

    _Moment = tuple[int, int, int]

    def __init__(self, names: _Names) -> None:
        self._names = names
        self._document = 0
        self._moments: dict[_PageHalf._Moment, list[tuple[str, Entry, str]]] = defaultdict(list)

    def take(self, entry: Entry) -> None:
        if isinstance(entry.event, DocumentOpened):
            self._document += 1
            self._names.begin_document()
        line = _describe(entry, self._names)
        moment = (entry.act, self._document, entry.event.at)
        self._moments[moment].append((self._get_strand(entry), entry, line))

    def get_lines(self) -> dict[int, list[str]]:
        """Returns the lines of each act."""
        acts: dict[int, list[str]] = defaultdict(list)
        shown = ""
        for (act, _, _), events in self._moments.items():
            last = max((n for n, each in enumerate(events) if _is_shown(each[1])), default=None)
            is_flooded = sum(isinstance(entry.event, FrameTaken) for _, entry, _ in events) > 1
            kept = []
            for number, (strand, entry, line) in enumerate(events):
                if _is_shown(entry):
                    said = line.partition(" shown ")[2]
                    if said == shown or (is_flooded and number != last):
                        continue
                    shown = said
                elif isinstance(entry.event, DocumentOpened | Unmounted):
                    shown = ""
                kept.append((strand, line))
            acts[act] += [line for _, line in sorted(kept, key=lambda each: each[0])]
        return acts

    def _get_strand(self, entry: Entry) -> str:
        for field in ("fetch", "socket", "timer", "animation"):
            if (number := getattr(entry.event, field, None)) is not None:
                return f"{field} {int(self._names.of(f'page {field}', number)):06}"
        return ""


def _is_shown(entry: Entry) -> bool:
    return isinstance(entry.event, Shown)


def _describe(entry: Entry, names: _Names) -> str:
    fields = dataclasses.asdict(entry.event)  # type: ignore[call-overload]
    said = ", ".join(
        f"{name}={names.of(f'{entry.source} {name}', value)}"
        for name, value in fields.items()
        if name != "at"
    )
    return f"{entry.act} {entry.source} {entry.event.at} {entry.event.kind} {said}".rstrip()


def _reword(value: object) -> object:
    if isinstance(value, str):
        return _WORDING.sub("", value)
    return tuple(map(_reword, value)) if isinstance(value, tuple) else value


class _Names:
    """Gives what is unique to one play a name that every play gives it."""

    _COUNTED = frozenset(
        {
            "backend request",
            "backend socket",
            "page timer",
            "page animation",
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
        return _JOB_ID.sub(lambda job: f"job-{self._number('job', job[0])}", repr(_reword(value)))

    def _number(self, field: str, value: object) -> int:
        known = self._numbers[field]
        return known.setdefault(value, len(known) + 1)
