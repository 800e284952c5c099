"""Checking a server, whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import anyio

from e2e.server_check.address import Address, read_address, read_header
from e2e.server_check.errors import UnusableInput
from e2e.server_check.http_adapter import get_trust, open_http
from e2e.server_check.judging import describe, judge
from e2e.server_check.observation import Exchange, Observations, Request
from e2e.server_check.probing import observe
from e2e.server_check.report import ServerCheck
from e2e.server_check.websocket_adapter import listen

LONGEST = 10.0
"""Seconds that a request may take at most, whatever is asked for."""

LISTEN_SECONDS = 1.0
Tell = Callable[[Request], None]


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What to check: `url` and `headers` as a person gives them, times in seconds.

    `timeout` is for each request in all, 10 at most; `listen` is how long a WebSocket is listened to.
    Raises UnusableInput for an address or a header that cannot be used.
    """

    url: str
    job: str | None = None
    headers: tuple[str, ...] = ()
    timeout: float = LONGEST
    listen: float = LISTEN_SECONDS

    def __post_init__(self) -> None:
        read_address(self.url)
        for each in self.headers:
            read_header(each)

    @property
    def address(self) -> Address:
        """Where the server is."""
        return read_address(self.url)

    @property
    def sent_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers by name and value."""
        return tuple(read_header(each) for each in self.headers)


def check_server(settings: CheckSettings, tell: Tell) -> ServerCheck:
    """Asks the server, only to read, tells `tell` of each request, and returns what there is to say.

    Raises UnusableInput for a job that the server does not know. Whatever else the server does is in
    the check and raises nothing.
    """
    began_at, began = datetime.now(UTC), time.monotonic()
    seen = anyio.run(partial(_observe, settings, tell))
    judgement = judge(seen)
    return ServerCheck(
        verdict=judgement.verdict,
        reason=judgement.reason,
        url=str(settings.address),
        job=seen.job,
        began_at=began_at,
        seconds=round(time.monotonic() - began, 1),
        asked=tuple(describe(seen)),
        findings=tuple(judgement.findings),
        unchecked=tuple(judgement.unchecked),
        notes=tuple(judgement.notes),
    )


async def _observe(settings: CheckSettings, tell: Tell) -> Observations:
    address, headers = settings.address, settings.sent_headers
    limit = min(settings.timeout, LONGEST)
    trust = get_trust()

    async with open_http(address, headers, limit, trust) as http:

        async def ask(request: Request) -> Exchange:
            tell(request)
            return await http.ask(request)

        listen_to = partial(
            listen, address, headers=headers, limit=limit, seconds=settings.listen, trust=trust
        )
        try:
            return await observe(ask, listen_to, job=settings.job, gave_headers=bool(headers))
        except* UnusableInput as group:
            raise _get_first(group) from None


def _get_first(group: BaseExceptionGroup[UnusableInput]) -> UnusableInput:
    first = group.exceptions[0]
    return first if isinstance(first, UnusableInput) else _get_first(first)
