"""Answers out of a cache, proved by records of the cache and of the backend that agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from e2e.history.entry import Entry
from e2e.history.page_events import (
    BodyRead,
    BrowserAnswered,
    FetchAnswered,
    FetchStarted,
    ProbeAnswered,
    ProbeStarted,
    ProxyAnswered,
)
from e2e.history.stage_events import ActBegan, CameToRest
from e2e.proofs.moments import Moment
from mock_backend.journal.events import AnswerSent, RequestArrived

NOT_MODIFIED = 304
_FRESH = frozenset({"HIT", "UPDATING"})
_STALE = "STALE"
Cache = Literal["browser", "proxy"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A request that was answered out of a cache, as the cache says and the backend confirms.

    `by` is the cache. `said` is its own report on the answer: `disk cache`, `memory cache` or
    `revalidated` for the browser, a value of `X-Cache-Status` for a proxy. `job_status` is the status in
    the answer; None where it has no job. `answer` is the entry of the answer.
    """

    by: Cache
    said: str
    job_status: str | None
    answer: Entry


def find_hit(entries: Sequence[Entry], i: int) -> Hit | None:
    """Returns the hit if entry `i` is an answer out of a cache, None for any other entry or answer.

    The report of a cache alone proves nothing: the journal must agree. There are three cases. No request
    for that address arrived between the request and the rest after it. Or the cache asked whether its
    copy is still valid, and the backend answered only with a 304 (RFC 9110, 15.4.5). Or the cache
    answered first and asked then (RFC 5861, 3), and the backend sent another status than the page got.
    """
    answer = entries[i].event
    question = _find_question(entries, i)
    if question is None:
        return None
    target, around = question
    told = None if isinstance(answer, FetchAnswered) else getattr(answer, "job_status", None)
    arrived = any(isinstance(e, RequestArrived) and e.target == target for e in around)
    requests = {e.request for e in around if isinstance(e, RequestArrived) and e.target == target}
    sent = [e for e in around if isinstance(e, AnswerSent) and e.request in requests]
    sources = {e.came_from for e in around if isinstance(e, BrowserAnswered) and e.target == target}
    words = {e.cache_status for e in around if isinstance(e, ProxyAnswered) and e.target == target}

    def hit(by: Cache, said: str) -> Hit:
        return Hit(by, said, told, entries[i])

    if not arrived and (kept := sources & {"disk cache", "memory cache"}):
        return hit("browser", min(kept))
    if "revalidated" in sources and {each.status for each in sent} == {NOT_MODIFIED}:
        return hit("browser", "revalidated")
    if not arrived and (fresh := words & _FRESH):
        return hit("proxy", min(fresh))
    if _STALE in words and all(each.job_status != told for each in sent):
        return hit("proxy", _STALE)
    return None


def _find_question(entries: Sequence[Entry], i: int) -> tuple[str, list[object]] | None:
    """Returns the address of answer `i`, and the events around it.

    These are the events from the rest before its request to the rest after the answer, because the order
    between records of the page and of the backend means nothing between two rests.
    """
    answer = entries[i].event
    for k in range(i, -1, -1):
        match entries[k].event:
            case FetchStarted(fetch=fetch, target=target) if _is_told(answer):
                is_it = fetch == getattr(answer, "fetch", None)
            case ProbeStarted(probe=probe, target=target) if isinstance(answer, ProbeAnswered):
                is_it = probe == answer.probe
            case _:
                continue
        if is_it:
            begin = next((b for b in range(k, 0, -1) if _is_mark(entries[b])), 0)
            end = next((e for e in range(i, len(entries)) if _is_mark(entries[e])), len(entries))
            return target, [entry.event for entry in entries[begin:end]]
    return None


def proxy_asks_the_server() -> Moment:
    """The request of an unprotected page passes the proxy, which has no answer that it may give."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        question = _find_question(entries, i)
        if question is None or not isinstance(entries[i].event, ProbeAnswered):
            return False
        target, around = question
        arrived = any(isinstance(e, RequestArrived) and e.target == target for e in around)
        words = {
            e.cache_status for e in around if isinstance(e, ProxyAnswered) and e.target == target
        }
        return arrived and words == {"MISS"}

    return Moment("the proxy has no answer to give and asks the server", is_here)


def address_asked_again() -> Moment:
    """The page asks for an address, with the same query, that it asked for before."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        asked = entries[i].event
        return isinstance(asked, FetchStarted) and any(
            isinstance(e.event, FetchStarted) and e.event.target == asked.target
            for e in entries[:i]
        )

    return Moment("the page asks for an address that it asked for before", is_here)


def _is_mark(entry: Entry) -> bool:
    return isinstance(entry.event, ActBegan | CameToRest)


def _is_told(answer: object) -> bool:
    """Whether `answer` ends a poll of the page: as a body, or as an error, whose body may stay unread."""
    is_error = isinstance(answer, FetchAnswered) and answer.status >= 400
    return is_error or isinstance(answer, BodyRead)


def cache_answers(status: str | None, by: Cache = "browser") -> Moment:
    """The cache `by` would answer an unprotected page with `status` (None: with a body without a job)."""

    def is_here(entries: Sequence[Entry], i: int) -> bool:
        if not isinstance(entries[i].event, ProbeAnswered):
            return False
        hit = find_hit(entries, i)
        return hit is not None and hit.by == by and hit.job_status == status

    what = repr(status) if status else "with what is no job"
    return Moment(f"the {by}'s cache answers {what}", is_here)
