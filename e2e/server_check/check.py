"""A whole check of a server, from its settings to the report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import anyio

from e2e.server_check.address import Address, read_address, read_header
from e2e.server_check.dialect_spoken import find_dialect
from e2e.server_check.errors import UnusableInput
from e2e.server_check.following import GRACE, POLL_EVERY, follow
from e2e.server_check.following_rules import judge_followed
from e2e.server_check.judging import Judgement, describe, get_dialect, judge
from e2e.server_check.observation import Exchange, Followed, Observations, Request, Told
from e2e.server_check.probing import observe
from e2e.server_check.report import ServerCheck, ToldOf

LONGEST = 10.0
"""The most seconds that a request may take, also if a person gives more."""

LISTEN_SECONDS = 1.0
Tell = Callable[[Request], None]
E = TypeVar("E", bound=Exception)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The settings of a check: `url` and `headers` as a person gives them, times in seconds.

    `timeout` is the limit of each whole request, 10 at most; `listen` is how long to listen on a
    WebSocket. For a job that is followed, `every` is the time between polls. `grace` is how long to
    wait for one channel after the other has told the end.
    Raises UnusableInput for an address or a header that cannot be used.
    """

    url: str
    job: str | None = None
    headers: tuple[str, ...] = ()
    timeout: float = LONGEST
    listen: float = LISTEN_SECONDS
    every: float = POLL_EVERY
    grace: float = GRACE

    def __post_init__(self) -> None:
        read_address(self.url)
        for each in self.headers:
            read_header(each)

    @property
    def limit(self) -> float:
        """The seconds that a request may take."""
        return min(self.timeout, LONGEST)

    @property
    def address(self) -> Address:
        """The address of the server."""
        return read_address(self.url)

    @property
    def sent_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers to send, as pairs of name and value."""
        return tuple(read_header(each) for each in self.headers)


def check_server(settings: CheckSettings, tell: Tell) -> ServerCheck:
    """Checks the server with requests that only read, and returns the report.

    Calls `tell` with each request before it is sent. Raises UnusableInput for a job that the server
    does not know. Any other fault of the server is in the report, and raises nothing.
    """
    began_at, began = datetime.now(UTC), time.monotonic()
    seen = anyio.run(partial(_observe, settings, tell))
    judgement = judge(seen)
    return ServerCheck(
        verdict=judgement.verdict,
        reason=judgement.reason,
        url=str(settings.address),
        job=seen.job,
        wire=get_dialect(seen),
        began_at=began_at,
        seconds=round(time.monotonic() - began, 1),
        asked=tuple(describe(seen)),
        findings=tuple(judgement.findings),
        unchecked=tuple(judgement.unchecked),
        notes=tuple(judgement.notes),
    )


async def _observe(settings: CheckSettings, tell: Tell) -> Observations:
    from e2e.server_check.http_adapter import get_trust, open_http
    from e2e.server_check.websocket_adapter import listen

    address, headers = settings.address, settings.sent_headers
    limit = settings.limit
    trust = get_trust()

    async with open_http(address, headers, limit, trust) as http:

        async def ask(request: Request) -> Exchange:
            tell(request)
            return await http.ask(request)

        listen_to = partial(
            listen, address, headers=headers, limit=limit, seconds=settings.listen, trust=trust
        )
        with raise_first(UnusableInput):
            return await observe(ask, listen_to, job=settings.job, gave_headers=bool(headers))


@contextmanager
def raise_first(kind: type[E]) -> Iterator[None]:
    """Raises the first error of that kind alone: a task group raises it inside a group."""
    try:
        yield
    except* kind as group:
        raise _get_first(group) from None


def _get_first(group: BaseExceptionGroup[E]) -> E:
    first = group.exceptions[0]
    return _get_first(first) if isinstance(first, BaseExceptionGroup) else first


def watch_job(settings: CheckSettings, job: str, tell: Callable[[Told], None]) -> ServerCheck:
    """Follows `job` to its end, only by reading, and reports how HTTP and the WebSocket told it.

    Calls `tell` with each new state at once. Raises UnusableInput for a job that the server does not
    know.
    """
    began_at, began = datetime.now(UTC), time.monotonic()
    seen = anyio.run(partial(_follow, settings, job, tell))
    judgement = Judgement()
    for said in judge_followed(seen):
        judgement.take(said)
    return ServerCheck(
        verdict=judgement.verdict,
        reason=judgement.reason,
        url=str(settings.address),
        job=job,
        wire=find_dialect(*seen.exchanges),
        began_at=began_at,
        seconds=round(time.monotonic() - began, 1),
        asked=(),
        findings=tuple(judgement.findings),
        unchecked=tuple(judgement.unchecked),
        notes=tuple(judgement.notes),
        told=tuple(ToldOf(at_seconds=each.at, by=each.by, said=each.said) for each in seen.told),
    )


async def _follow(settings: CheckSettings, job: str, tell: Callable[[Told], None]) -> Followed:
    from e2e.server_check.http_adapter import get_trust, open_http
    from e2e.server_check.websocket_adapter import stream

    address, headers, trust = settings.address, settings.sent_headers, get_trust()
    listen_to = partial(stream, address, job, headers, limit=settings.limit, trust=trust)
    async with open_http(address, headers, settings.limit, trust) as http:
        with raise_first(UnusableInput):
            return await follow(
                job, http.ask, listen_to, tell, every=settings.every, grace=settings.grace
            )
