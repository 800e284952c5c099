"""The server that is checked, alone or beside a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from e2e.gate.errors import BadUsage
from e2e.server_check import (
    LISTEN_SECONDS,
    LONGEST,
    CheckSettings,
    Request,
    ServerCheck,
    UnusableInput,
    check_server,
)


def choose_server(
    url: str,
    job: str | None,
    headers: Sequence[str] | None,
    timeout: float = LONGEST,
    listen: float = LISTEN_SECONDS,
) -> CheckSettings:
    """What to check; raises BadUsage for an address or a header that cannot be used."""
    with _unusable_is_bad_usage():
        return CheckSettings(url, job, tuple(headers or ()), timeout, listen)


def check(settings: CheckSettings, tell: Callable[[Request], None]) -> ServerCheck:
    """Checks the server, telling each request; raises BadUsage for a job that it does not know."""
    with _unusable_is_bad_usage():
        return check_server(settings, tell)


@contextmanager
def _unusable_is_bad_usage() -> Iterator[None]:
    try:
        yield
    except UnusableInput as error:
        raise BadUsage(str(error)) from None
