"""The requests of a check, their order, and the reasons to stop."""

from __future__ import annotations

import difflib
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Protocol

import anyio

from e2e.server_check.address import get_job_target
from e2e.server_check.errors import UnusableInput
from e2e.server_check.json_bodies import read_json, unwrap
from e2e.server_check.observation import (
    Answer,
    Exchange,
    Listened,
    Method,
    Observations,
    Refused,
    Request,
    Subject,
    Unanswered,
)
from e2e.server_check.obstacles import find_obstacle
from mock_backend.job_life import TERMINAL

LIST_TARGET = "/v1/jobs?limit=20&skip=0"
OPENAPI_TARGET = "/openapi.json"
_CONDITIONS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
NO_SUCH_JOB = (404, 410, 422)


class Ask(Protocol):
    """Sends a request, and returns it with its answer, or with the reason why there is none."""

    async def __call__(self, request: Request) -> Exchange:
        """Raises nothing for a fault of the server."""


Listen = Callable[[str], Awaitable[Listened | Refused]]
"""Opens the WebSocket of the job with that id, listens for some seconds, and returns the frames."""


async def observe(ask: Ask, listen: Listen, *, job: str | None, gave_headers: bool) -> Observations:
    """Asks for the list, a job, an id that no job has, and the OpenAPI document, and returns the answers.

    Without `job` it takes one from the list, and prefers one that has ended. It stops when the server
    stops answering. `gave_headers` says whether a person gave headers to send. Raises UnusableInput for
    a `job` that the server does not know.
    """
    session = _Session(ask, is_job_given=job is not None, gave_headers=gave_headers)
    door = await session.ask("list", "GET", LIST_TARGET)
    listed = read_listed(door)
    chosen = job or _choose(listed)
    socket: list[Listened | Refused] = []

    async def listen_to(chosen: str) -> None:
        socket.append(await listen(chosen))

    if not session.is_over:
        async with anyio.create_task_group() as tasks:
            if chosen is not None:
                target = get_job_target(chosen)
                first = await session.ask("job", "GET", target)
                if job is not None and job not in listed:
                    _expect_known(job, first, tuple(listed))
                if _is_good(first):
                    tasks.start_soon(listen_to, chosen)
                await session.ask_like("job", first)
                if (where := get_result_target(first)) is not None:
                    await session.ask("result", "GET", where)
            await session.ask_like("list", door)
            unknown = get_job_target(str(uuid.uuid4()))
            missing = await session.ask("unknown job", "GET", unknown)
            await session.ask_like("unknown job", missing)
            await session.ask("openapi", "GET", OPENAPI_TARGET)
    return Observations(
        exchanges=tuple(session.exchanges),
        job=chosen,
        is_job_given=job is not None,
        socket=socket[0] if socket else None,
        gave_headers=gave_headers,
    )


class _Session:
    """The exchanges of a check so far. Once `is_over` is true, it sends no more requests."""

    def __init__(self, ask: Ask, *, is_job_given: bool, gave_headers: bool) -> None:
        self.exchanges: list[Exchange] = []
        self.is_over = False
        self._ask = ask
        self._is_job_given = is_job_given
        self._gave_headers = gave_headers

    async def ask(
        self,
        subject: Subject,
        method: Method,
        target: str,
        condition: tuple[str, str] | None = None,
    ) -> Exchange | None:
        """Sends a request and returns the exchange, or None if the session is over.

        The session ends if there is no answer, or if the list shows that this is no job server.
        """
        if self.is_over:
            return None
        exchange = await self._ask(Request(subject, method, target, condition))
        self.exchanges.append(exchange)
        obstacle = find_obstacle(
            exchange, is_job_given=self._is_job_given, gave_headers=self._gave_headers
        )
        is_door = subject == "list" and method == "GET"
        self.is_over = isinstance(exchange.outcome, Unanswered) or bool(obstacle and is_door)
        return exchange

    async def ask_like(self, subject: Subject, first: Exchange | None) -> None:
        """Repeats the request of `first` as HEAD, then as a conditional GET and HEAD, for a 304."""
        if first is None or not isinstance(first.outcome, Answer):
            return
        target = first.request.target
        conditions = list(_get_conditions(first.outcome))
        await self.ask(subject, "HEAD", target)
        for condition in conditions[:1]:
            again = await self.ask(subject, "GET", target, condition)
            if again and isinstance(again.outcome, Answer) and again.outcome.status == 304:
                await self.ask(subject, "HEAD", target, condition)


def _get_conditions(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yields the headers of a conditional request, the stronger first (RFC 9110, 13.1)."""
    if answer.status != 200:
        return
    for validator, header in _CONDITIONS:
        if validator in answer.headers:
            yield header, answer.headers[validator]


def _is_good(exchange: Exchange | None) -> bool:
    return (
        exchange is not None
        and isinstance(exchange.outcome, Answer)
        and exchange.outcome.status == 200
    )


def read_listed(door: Exchange | None) -> dict[str, object]:
    """Returns the status of each job in the list, by id; empty if the answer is no list."""
    if door is None or not isinstance(door.outcome, Answer):
        return {}
    try:
        body = read_json(door.outcome.body)
    except ValueError:
        return {}
    jobs = body.get("jobs") if isinstance(body, dict) else None
    every = [each for each in jobs if isinstance(each, dict)] if isinstance(jobs, list) else []
    return {
        each["job_id"]: each.get("status") for each in every if isinstance(each.get("job_id"), str)
    }


def get_result_target(exchange: Exchange | None) -> str | None:
    """Returns the `result_url` of a job if it is a path on the same server, else None."""
    if exchange is None or not isinstance(exchange.outcome, Answer):
        return None
    try:
        job = unwrap(read_json(exchange.outcome.body))
    except ValueError:
        return None
    url = job.get("result_url") if isinstance(job, dict) else None
    is_path = isinstance(url, str) and url.startswith("/") and not url.startswith("//")
    return url if is_path and isinstance(url, str) else None


def _choose(listed: Mapping[str, object]) -> str | None:
    """Returns the job to ask for, an ended one first: it has results, and its frames are all old."""
    for wanted in ("completed", *sorted(TERMINAL)):
        for job, status in listed.items():
            if status == wanted:
                return job
    return next(iter(listed), None)


def _expect_known(job: str, exchange: Exchange | None, listed: tuple[str, ...]) -> None:
    outcome = exchange.outcome if exchange is not None else None
    if not isinstance(outcome, Answer) or outcome.status not in NO_SUCH_JOB:
        return
    near = difflib.get_close_matches(job, listed, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    known = f" It lists {', '.join(listed[:3])}." if listed and not near else ""
    raise UnusableInput(
        f"Failed to check job {job!r}: the server answers {outcome.status}, it knows no such job."
        f"{hint}{known} Without --job, one of the list is taken."
    )
