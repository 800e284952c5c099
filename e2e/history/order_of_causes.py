"""The entries of a history in the order of their causes, which is the same in every play."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from e2e.history.entry import Entry
from e2e.history.given_up_at_once import get_given_up_at_once
from e2e.history.history import History
from e2e.history.normal_form import get_busy_worker
from e2e.history.page_events import DocumentOpened, FetchStarted
from e2e.history.steady import get_steady
from mock_backend.journal.events import (
    AnswerSent,
    AnswerSpoiled,
    RequestArrived,
    SocketFaultStruck,
    TruthChanged,
)

_OF_A_REQUEST = (RequestArrived, AnswerSpoiled, AnswerSent)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def get_in_order_of_causes(history: History, last: Entry) -> list[Entry]:
    """Returns what led to `last`, and `last` itself as the end of the list.

    Records of the page and events of the backend come over two connections, so that their order in the
    history depends on the machine between two marks of the stage. Here it does not: a request is in front
    of its arrival at the backend, and the answer in front of what the page makes of it. Of the backend's
    events those about requests, faults and the truth are kept. What the normal form leaves out is left
    out here as well.
    """
    given_up = get_given_up_at_once(history)
    asked = _Asked()
    ordered: list[Entry] = []
    for step in _split(get_steady(history)):
        kept = [e for e in step if getattr(e.event, "request", None) not in given_up]
        ordered += _order(kept, asked)
        if any(each.index == last.index for each in step):
            break
    upto = next((i for i, each in enumerate(ordered) if each.index == last.index), None)
    if upto is not None:
        return ordered[: upto + 1]
    # The steady part of a history need not have it.
    return [*(each for each in ordered if each.index < last.index), last]


def _split(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yields the entries from each mark of the stage to the next."""
    step: list[Entry] = []
    for entry in entries:
        if entry.source == "stage":
            yield step
            step = []
        step.append(entry)
    yield step


class _Asked:
    """Joins each request at the backend with the fetch that sent it, by their target.

    A fetch of the same step comes first: an earlier one may have been answered by a cache.
    """

    def __init__(self) -> None:
        self._earlier: dict[str, list[Entry]] = defaultdict(list)
        self._of_request: dict[int, Entry] = {}
        self._names: dict[str, str] = {}

    def learn(self, step: Iterable[Entry]) -> None:
        """Takes in the entries of the next step."""
        arrived = []
        fetches: dict[str, list[Entry]] = defaultdict(list)
        for entry in step:
            match entry.event:
                case TruthChanged(job=job):
                    self._names.setdefault(job, f"job-{len(self._names) + 1}")
                case DocumentOpened():
                    self._earlier.clear()
                case FetchStarted(target=target):
                    fetches[target].append(entry)
                case RequestArrived():
                    arrived.append(entry.event)
                case _:
                    pass
        for request in arrived:
            if waiting := fetches.get(request.target) or self._earlier.get(request.target):
                self._of_request[request.request] = waiting.pop(0)
        for target, waiting in fetches.items():
            self._earlier[target] += waiting

    def get_fetch(self, request: int) -> Entry | None:
        """Returns the record of the fetch that sent the request, if it is known."""
        return self._of_request.get(request)

    def name(self, entry: Entry) -> str:
        """Returns the entry in words that are the same in every play."""
        event = entry.event
        said = getattr(event, "target", "") or getattr(event, "effect", "")
        if isinstance(event, AnswerSent):
            said = f"{event.status} {event.job_status} {event.job_progress}"
        return event.kind + _ID.sub(lambda id: self._names.get(id[0], ""), said)


def _order(step: list[Entry], asked: _Asked) -> list[Entry]:
    asked.learn(step)
    requests: dict[int, list[Entry]] = defaultdict(list)
    page: list[Entry] = []
    workers: dict[int, list[Entry]] = defaultdict(list)
    for entry in step:
        if isinstance(entry.event, _OF_A_REQUEST):
            requests[entry.event.request].append(entry)
        elif worker := get_busy_worker(entry):
            workers[worker].append(entry)
        elif entry.source != "backend" or isinstance(entry.event, TruthChanged | SocketFaultStruck):
            page.append(entry)
    records = [*page, *chain.from_iterable(each for _, each in sorted(workers.items()))]
    before, after, others = _place(requests, records, asked)
    marks, rest = (
        (records[:1], records[1:]) if step and step[0].source == "stage" else ([], records)
    )
    ordered = [*marks, *others]
    for record in rest:
        ordered += [*before[record.index], record, *after[record.index]]
    return ordered


_Places = dict[int, list[Entry]]


def _place(
    requests: dict[int, list[Entry]], records: list[Entry], asked: _Asked
) -> tuple[_Places, _Places, list[Entry]]:
    """Returns the events in front of each record and behind it, by its index, and those of neither."""
    before: _Places = defaultdict(list)
    after: _Places = defaultdict(list)
    others: list[list[Entry]] = []
    here = {each.index for each in records}
    for request, events in requests.items():
        fetch = asked.get_fetch(request)
        began = fetch.index if fetch and fetch.index in here else None
        taken = _find_use(fetch, records)
        loose = []
        for event in events:
            if isinstance(event.event, RequestArrived) and began is not None:
                after[began].append(event)
            elif not isinstance(event.event, RequestArrived) and taken is not None:
                before[taken].append(event)
            elif began is not None:
                after[began].append(event)
            else:
                loose.append(event)
        others.append(loose)
    others.sort(key=lambda each: [asked.name(entry) for entry in each])
    return before, after, list(chain.from_iterable(others))


def _find_use(fetch: Entry | None, records: list[Entry]) -> int | None:
    """Returns the index of the first record of what came of the fetch, if one is among `records`."""
    if fetch is None or not isinstance(fetch.event, FetchStarted):
        return None
    number = fetch.event.fetch
    for each in records:
        is_of_it = getattr(each.event, "fetch", None) == number
        if is_of_it and each.index > fetch.index and not isinstance(each.event, FetchStarted):
            return each.index
    return None
