"""The answers and frames about jobs that the page took in, each from its request to its effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import (
    BodyRead,
    DocumentOpened,
    FetchAnswered,
    FetchStarted,
    FrameTaken,
    Mounted,
)
from mock_backend.frame_content import read_frame_text
from mock_backend.journal.events import AnswerSent, FrameSent, RequestArrived, TruthChanged


@dataclass(frozen=True, slots=True)
class Received:
    """One answer to a poll, or one frame, as the page took it in.

    `asked` is the entry of its request, `sent` the entry at which the backend sent it. A frame has no
    request, and an answer from the browser's cache was not sent. `as_of` is the newest truth of the job
    with the same state, `until` the truth that made it stale. `is_exact` is false where only the status
    was ever true, and the progress was not.
    """

    kind: Literal["answer", "frame"]
    job: str
    mount: int
    status: str
    progress: float | None
    applied: Entry
    asked: Entry | None = None
    sent: Entry | None = None
    as_of: Entry | None = None
    until: Entry | None = None
    is_exact: bool = True

    @property
    def is_from_cache(self) -> bool:
        """Whether the browser's cache gave the answer, with or without a 304 of the server."""
        return self.kind == "answer" and (self.sent is None or _is_not_modified(self.sent))

    @property
    def version(self) -> int:
        """The version of the job that had this state; 0 where the job never had it."""
        truth = self.as_of.event if self.as_of else None
        return truth.version if isinstance(truth, TruthChanged) else 0

    @property
    def says(self) -> str:
        """The state of the job in it, in words."""
        return self.status + ("" if self.progress is None else f" {self.progress:g} %")


def get_received(history: History) -> list[Received]:
    """Returns all answers and frames about jobs in the order in which the page took them in."""
    letters = _Letters()
    told: list[Received] = []
    for _, entries in groupby(history, key=lambda entry: entry.act):
        told += letters.take_act(list(entries))
    truths: dict[str, list[Entry]] = defaultdict(list)
    for entry, truth in history.of_type(TruthChanged):
        truths[truth.job].append(entry)
    return [_date(each, truths[each.job]) for each in told]


class _Letters:
    """Joins the page's record and the backend's record of the same answer or frame, act by act.

    Page and backend number requests differently. Within an act, a fetch of the page belongs to the
    request with the same address. A fetch that is answered without a request was answered by the
    browser's cache.
    """

    def __init__(self) -> None:
        self._mount = 0
        self._job = ""
        self._document = 0
        self._fetches: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._requests: dict[str, list[Entry]] = defaultdict(list)
        self._request_of: dict[tuple[int, int], Entry] = {}
        self._sent: dict[int, Entry] = {}

    def take_act(self, entries: list[Entry]) -> Iterator[Received]:
        page = [entry for entry in entries if entry.source == "page"]
        frames: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            match entry.event:
                case RequestArrived(target=target):
                    self._requests[target].append(entry)
                case AnswerSent(request=request):
                    self._sent[request] = entry
                case FrameSent(frame=frame):
                    frames[frame].append(entry)
                case _:
                    pass
        document = self._document
        for entry in page:
            if isinstance(entry.event, DocumentOpened):
                document += 1
            elif isinstance(entry.event, FetchStarted):
                self._fetches[entry.event.target].append((document, entry.event.fetch))
        self._match(page)
        for entry in page:
            yield from self._take(entry, frames)

    def _match(self, page: list[Entry]) -> None:
        answered = {e.event.fetch for e in page if isinstance(e.event, FetchAnswered)}
        for target, fetches in self._fetches.items():
            requests = self._requests[target]
            while fetches and requests:
                self._request_of[fetches.pop(0)] = requests.pop(0)
            fetches[:] = [each for each in fetches if each[1] not in answered]

    def _take(self, entry: Entry, frames: dict[str, list[Entry]]) -> Iterator[Received]:
        match entry.event:
            case DocumentOpened():
                self._document += 1
            case Mounted(job=job):
                self._mount += 1
                self._job = job
            case BodyRead(fetch=fetch, job=str(job), job_status=str(status), job_progress=progress):
                asked = self._request_of.get((self._document, fetch))
                event = asked.event if asked else None
                sent = self._sent.get(event.request) if isinstance(event, RequestArrived) else None
                answer = Received("answer", job, self._mount, status, progress, entry, asked, sent)
                yield answer
            case FrameTaken(frame=frame):
                sent = frames[frame].pop(0) if frames[frame] else None
                if (said := read_frame_text(frame)) is not None:
                    progress = said.percent if said.kind == "progress" else None
                    job = said.job or self._job
                    yield Received(
                        "frame", job, self._mount, said.status, progress, entry, sent=sent
                    )
            case _:
                pass


def _date(told: Received, truths: list[Entry]) -> Received:
    """Returns `told` with the truth of its job that it has, out of `truths`."""
    sent = told.sent or told.applied
    before = [truth for truth in truths if truth.act <= sent.act]
    exact = [truth for truth in before if _is_of(truth, told)]
    alike = [truth for truth in before if getattr(truth.event, "status", None) == told.status]
    chosen = (exact or alike)[-1:]
    if not chosen:
        return replace(told, is_exact=False)
    as_of = chosen[0]
    later = truths[truths.index(as_of) + 1 :]
    return replace(told, as_of=as_of, until=later[0] if later else None, is_exact=bool(exact))


def _is_not_modified(sent: Entry) -> bool:
    return isinstance(sent.event, AnswerSent) and sent.event.status == 304


def _is_of(truth: Entry, told: Received) -> bool:
    event = truth.event
    if not isinstance(event, TruthChanged):
        return False
    if told.sent and isinstance(told.sent.event, AnswerSent) and not _is_not_modified(told.sent):
        return event.version == told.sent.event.version
    is_end = event.status in ("completed", "failed")
    return event.status == told.status and (is_end or event.progress == told.progress)
