"""The normal form of a history: its lines are the same for every play of the same schedule."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import defaultdict
from functools import cache
from typing import Any

from e2e.history.answers import get_answers_nobody_sent
from e2e.history.entry import Entry
from e2e.history.given_up_at_once import get_given_up_at_once
from e2e.history.history import History
from e2e.history.page_events import (
    NUMBERS_APART,
    BodyRead,
    DocumentOpened,
    FrameTaken,
    WorkerEnded,
    get_worker,
)
from e2e.history.steady import get_steady
from mock_backend.journal.events import (
    AnswerSpoiled,
    HandshakeAbandoned,
    HandshakeHeld,
    SocketFaultStruck,
    TruthChanged,
)

_JOB_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_BUILD = re.compile(r"/pages/[^/?#']+/")
"""The path of a built page: the folder is named by the key of its content."""

_LEFT_OUT = frozenset({"at", "ordinal", "stack"})
"""Fields that are not in a line. The time (`at`) has a place of its own there, `ordinal` counts requests
that are left out too, and a `stack` names the address that the page was served from."""

_READ_IN_ORDER = (
    TruthChanged,
    AnswerSpoiled,
    HandshakeAbandoned,
    HandshakeHeld,
    SocketFaultStruck,
)
"""Events of the backend that proofs read in the backend's own order.

A change of the truth is among the page's records as well, in their order.
"""


def get_normal_form(history: History) -> list[str]:
    """Returns one line for each event; every play of the same schedule on the same page has equal lines.

    Job ids become `job-1`, `job-2` in the order of their first appearance, and the folder of every built
    page becomes `page`. Ids that count over the life of a backend or a document (requests, sockets,
    timers) are counted anew from 1; those of the page start again in each document. The page's own
    records keep their order. Everything that depends on the machine is taken out:

    - the states in between that the page renders where several frames go out together (`get_steady`);
    - requests that the page cancelled in the act in which it made them (see `get_given_up_at_once`), and
      with them the number that the backend counts for each request;
    - the order of the backend's events and the page's records between two marks of the stage. A property
      reads two things of this order, which stay: changes of the truth, and whether the backend has sent
      the answer that the page reads;
    - the order of the backend's events among themselves between two marks, except those that a proof
      reads;
    - the order of a worker's records and those of its page between two marks, except for the bodies and
      frames that the worker reads.
    """
    names = _Names()
    steps = [_Step()]
    from_cache = get_answers_nobody_sent(history)
    given_up = get_given_up_at_once(history)
    for entry in get_steady(history):
        if entry.source == "backend" and getattr(entry.event, "request", None) in given_up:
            continue
        if isinstance(entry.event, DocumentOpened):
            names.begin_document()
        line = _describe(entry, names)
        if entry.source == "stage":
            steps.append(_Step([line]))
        else:
            steps[-1].take(entry, f"{line} from_cache" if entry.index in from_cache else line)
    return [line for step in steps for line in step.get_lines()]


class _Step:
    """The lines from one mark of the stage (an act begins, a rest is reached) to the next."""

    def __init__(self, page: list[str] | None = None) -> None:
        self._page = page or []
        self._workers: dict[int, list[str]] = defaultdict(list)
        self._read: list[str] = []
        self._others: list[str] = []

    def take(self, entry: Entry, line: str) -> None:
        is_truth = isinstance(entry.event, TruthChanged)
        if worker := get_busy_worker(entry):
            self._workers[worker].append(line)
        elif entry.source == "page" or is_truth:
            self._page.append(line)
        if isinstance(entry.event, _READ_IN_ORDER):
            self._read.append(line)
        elif entry.source == "backend":
            self._others.append(line)

    def get_lines(self) -> list[str]:
        workers = [line for _, lines in sorted(self._workers.items()) for line in lines]
        return [*self._page, *workers, *self._read, *sorted(self._others)]


def get_busy_worker(entry: Entry) -> int:
    """Returns the number of the worker that made this record.

    It is 0 for any other entry, and for bodies and frames that are read.
    """
    if entry.source != "page" or isinstance(entry.event, BodyRead | FrameTaken):
        return 0
    if isinstance(entry.event, WorkerEnded):
        return max(0, entry.event.worker)
    numbers = (getattr(entry.event, field, None) for field in ("fetch", "socket", "timer"))
    return next((get_worker(number) for number in numbers if number is not None), 0)


def get_page_records(history: History) -> list[str]:
    """Returns the page's records in their own order, without acts, with ids as in `get_normal_form`."""
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
    """Returns a hash over the normal form, 16 hex digits: equal for equal histories.

    Histories with equal keys are judged alike: they have the same violations, and their races are equally
    forced or not.
    """
    return hashlib.sha256("\n".join(get_normal_form(history)).encode()).hexdigest()[:16]


def _describe(entry: Entry, names: _Names) -> str:
    event = entry.event
    said = ", ".join(
        f"{name}={names.of(f'{entry.source} {name}', getattr(event, name))}"
        for name in _get_fields(type(event))
    )
    return f"{entry.act} {entry.source} {event.at} {event.kind} {said}".rstrip()


@cache
def _get_fields(kind: type[Any]) -> tuple[str, ...]:
    """Returns the names of the fields that are in a line."""
    return tuple(each.name for each in dataclasses.fields(kind) if each.name not in _LEFT_OUT)


def _as_plain(value: object) -> object:
    """Returns a value with a dict in place of each dataclass."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, tuple | list):
        return type(value)(map(_as_plain, value))
    return value


class _Names:
    """Replaces ids that are unique to one play by names that are the same in every play."""

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
            "page worker",
        }
    )

    def __init__(self) -> None:
        self._numbers: dict[str, dict[object, int]] = defaultdict(dict)

    def begin_document(self) -> None:
        """Starts the numbers of the page anew."""
        for field, numbers in self._numbers.items():
            if field.startswith("page"):
                numbers.clear()

    def of(self, field: str, value: object) -> str:
        if field in self._COUNTED:
            return str(self._number(field, value))
        if value is None or isinstance(value, int | float):
            return repr(value)
        said = _BUILD.sub("/pages/page/", repr(_as_plain(value)))
        return _JOB_ID.sub(lambda job: f"job-{self._number('job', job[0])}", said)

    def _number(self, field: str, value: object) -> int:
        # A worker's numbers are counted apart from those of its page: which of the two is first at one
        # moment depends on the machine.
        worker = get_worker(value) if isinstance(value, int) and field.startswith("page") else 0
        if worker:
            worker = self._number("page worker", worker)
        known = self._numbers[f"{field} of {worker}"]
        return known.setdefault(value, worker * NUMBERS_APART + len(known) + 1)
