"""The server that is checked, alone or beside a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from e2e.pages.errors import BadUsage
from e2e.server_check import (
    LISTEN_SECONDS,
    LONGEST,
    CheckSettings,
    Request,
    ServerCheck,
    Told,
    UnusableInput,
    check_server,
    watch_job,
)


def choose_server(
    url: str,
    job: str | None,
    headers: Sequence[str] | None,
    timeout: float = LONGEST,
    listen: float = LISTEN_SECONDS,
) -> CheckSettings:
    """What to check; raises BadUsage for an address or a header that cannot be used."""
    with unusable_is_bad_usage():
        return CheckSettings(url, job, tuple(headers or ()), timeout, listen)


def check(settings: CheckSettings, tell: Callable[[Request], None]) -> ServerCheck:
    """Checks the server, telling each request; raises BadUsage for a job that it does not know."""
    with unusable_is_bad_usage():
        return check_server(settings, tell)


def watch(settings: CheckSettings, job: str, tell: Callable[[Told], None]) -> ServerCheck:
    """Follows a job to its end, telling each new thing; raises BadUsage for one that is not known."""
    with unusable_is_bad_usage():
        return watch_job(settings, job, tell)


@contextmanager
def unusable_is_bad_usage() -> Iterator[None]:
    """Raises BadUsage with the message of whatever input is found unusable."""
    try:
        yield
    except UnusableInput as error:
        raise BadUsage(str(error)) from None
