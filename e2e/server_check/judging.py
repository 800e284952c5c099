"""Applies the rules to the observations of a check. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from e2e.server_check import clauses
from e2e.server_check.caching import judge_caching
from e2e.server_check.dialect_spoken import find_dialect
from e2e.server_check.json_bodies import read_json, unwrap
from e2e.server_check.observation import (
    Answer,
    Exchange,
    Listened,
    Observations,
    Refused,
    Subject,
    Unanswered,
)
from e2e.server_check.obstacles import NO_JOB, find_obstacle, is_served
from e2e.server_check.openapi_rules import judge_document
from e2e.server_check.report import Asked, Finding, Note, Unchecked, Word
from e2e.server_check.socket_rules import judge_socket
from e2e.server_check.wire_rules import (
    judge_job,
    judge_list,
    judge_not_found,
    judge_result,
)
from mock_backend.dialects.dialect import DialectName

_CACHES = ("x-cache-status", "x-cache", "cf-cache-status")
_JUDGES = {
    "job": judge_job,
    "list": judge_list,
    "unknown job": judge_not_found,
}


@dataclass
class Judgement:
    """The findings, notes and unchecked parts that the rules have given so far."""

    findings: list[Finding] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, said: Finding | Note | Unchecked) -> None:
        """Adds a finding, a note or an unchecked part; one that is already there is not added again."""
        match said:
            case Finding():
                kept: list[Finding] | list[Note] | list[Unchecked] = self.findings
            case Note():
                kept = self.notes
            case Unchecked():
                kept = self.unchecked
        if said not in kept:
            kept.append(said)  # type: ignore[arg-type]

    @property
    def verdict(self) -> Word:
        """The verdict: a finding decides, also if other parts could not be checked."""
        if self.findings:
            return "findings"
        return "undecided" if self.unchecked else "pass"

    @property
    def reason(self) -> str | None:
        """The reason why the verdict is not a pass; None for a pass."""
        if self.findings:
            count = len(self.findings)
            return f"{count} finding{'s' if count > 1 else ''}"
        if self.unchecked:
            first = self.unchecked[0]
            return f"{first.what}: {first.why}"
        return None


def judge(seen: Observations) -> Judgement:
    """Returns the judgement of all rules on the observations `seen`."""
    judgement = Judgement()
    for exchange in seen.exchanges:
        for said in _judge_exchange(exchange, seen):
            judgement.take(said)
    for said in _judge_rest(seen):
        judgement.take(said)
    return judgement


def get_dialect(seen: Observations) -> DialectName | None:
    """Returns the dialect that the server speaks, or None if no job of it shows it."""
    return find_dialect(seen.find("job", "GET"), seen.find("list", "GET"))


def describe(seen: Observations) -> Iterator[Asked]:
    """Yields every request and connection with its outcome, in the order of the check."""
    for exchange in seen.exchanges:
        yield Asked(asked=str(exchange.request), came=_say(exchange.outcome))
    if isinstance(seen.socket, Listened):
        count = len(seen.socket.frames)
        came = f"opened, {count or 'no'} frame{'' if count == 1 else 's'}"
        yield Asked(asked=f"WebSocket {seen.socket.target}", came=came)
    elif isinstance(seen.socket, Refused):
        yield Asked(asked=f"WebSocket {seen.socket.target}", came=seen.socket.reason)


def _judge_exchange(exchange: Exchange, seen: Observations) -> Iterator[Finding | Note | Unchecked]:
    obstacle = find_obstacle(
        exchange, is_job_given=seen.is_job_given, gave_headers=seen.gave_headers
    )
    if obstacle is not None:
        yield obstacle
        return
    request, answer = exchange.request, exchange.outcome
    assert isinstance(answer, Answer)
    yield from _note_the_way(exchange, answer)
    dialect = get_dialect(seen) or "inline"
    if request.subject == "openapi":
        yield from judge_document(request, answer, dialect)
        return
    if request.subject == "result":
        # Results never change: a cache may keep them as long as it likes.
        yield from judge_result(request, answer)
        return
    if request.method == "GET" and request.condition is None:
        yield from _JUDGES[request.subject](request, answer, dialect)
    elif request.method == "GET" and answer.status != 304:
        came = f"{answer.status}, no 304: it gives a validator, and does not compare it"
        yield Note(asked=str(request), came=came, clause=clauses.CONDITIONAL)
        return
    if request.method == "HEAD":
        get = seen.find(request.subject, "GET", conditional=request.condition is not None)
        if get is None or not isinstance(get.outcome, Answer):
            return
        if not is_served(get.outcome, answer):
            came = f"{answer.status}, where GET is answered {get.outcome.status}: nothing to judge"
            yield Note(asked=str(request), came=came, clause=clauses.HEAD)
            return
    yield from judge_caching(request, answer)


def _note_the_way(exchange: Exchange, answer: Answer) -> Iterator[Note]:
    """Yields a note for redirects that were followed, and for a cache that answered for the server."""
    asked = str(exchange.request)
    if answer.hops:
        came = f"redirected to {answer.hops[-1]} on the same host, and followed"
        yield Note(asked=asked, came=came, clause=clauses.REDIRECTION)
    if "age" in answer.headers:
        came = f"Age: {answer.headers['age']}: a cache in between answered, not the server"
        yield Note(asked=asked, came=came, clause=clauses.AGE)
    for name in _CACHES:
        if answer.headers.get(name, "").upper().startswith("HIT"):
            came = f"{name}: {answer.headers[name]}: a cache in between answered, not the server"
            yield Note(asked=asked, came=came)


def _judge_rest(seen: Observations) -> Iterator[Finding | Note | Unchecked]:
    if any(isinstance(each.outcome, Unanswered) for each in seen.exchanges):
        return
    door = seen.find("list", "GET")
    if door is not None and len(seen.exchanges) == 1:
        return
    if seen.job is None:
        yield Unchecked(
            what="a job, its 304 and its WebSocket",
            why="the list shows no job to ask for",
            way_out=NO_JOB,
        )
    if door is not None and (dialect := get_dialect(seen)) is not None:
        yield Note(asked=str(door.request), came=f"the server speaks the dialect {dialect}")
    for subject in ("job", "list"):
        yield from _note_no_condition(seen, subject)
    if seen.socket is not None:
        yield from judge_socket(seen.socket, _get_status(seen))


def _note_no_condition(seen: Observations, subject: Subject) -> Iterator[Note]:
    exchange = seen.find(subject, "GET")
    if exchange is None or not isinstance(exchange.outcome, Answer):
        return
    if exchange.outcome.status == 200 and not seen.find(subject, "GET", conditional=True):
        came = "no ETag and no Last-Modified: no 304 to ask for"
        yield Note(asked=str(exchange.request), came=came, clause=clauses.CONDITIONAL)


def _get_status(seen: Observations) -> object:
    exchange = seen.find("job", "GET")
    if exchange is None or not isinstance(exchange.outcome, Answer):
        return None
    try:
        job = unwrap(read_json(exchange.outcome.body))
    except ValueError:
        return None
    return job.get("status") if isinstance(job, dict) else None


def _say(outcome: Answer | Unanswered) -> str:
    if isinstance(outcome, Unanswered):
        return outcome.reason
    kind = f", {outcome.content_type}" if outcome.content_type else ""
    size = f", {len(outcome.body)} bytes" if outcome.body else ""
    return f"{outcome.status}{kind}{size}"
