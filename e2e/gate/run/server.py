"""The check of a server, alone or in a gate, with its errors as BadUsage."""

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
    """Returns the settings of a check, with times in seconds.

    Raises BadUsage for an address or a header that cannot be used.
    """
    with unusable_is_bad_usage():
        return CheckSettings(url, job, tuple(headers or ()), timeout, listen)


def check(settings: CheckSettings, tell: Callable[[Request], None]) -> ServerCheck:
    """Checks the server, calls `tell` with each request, and returns the report.

    Raises BadUsage for a job that the server does not know.
    """
    with unusable_is_bad_usage():
        return check_server(settings, tell)


def watch(settings: CheckSettings, job: str, tell: Callable[[Told], None]) -> ServerCheck:
    """Follows a job to its end, calls `tell` with each new state, and returns the report.

    Raises BadUsage for a job that the server does not know.
    """
    with unusable_is_bad_usage():
        return watch_job(settings, job, tell)


@contextmanager
def unusable_is_bad_usage() -> Iterator[None]:
    """Turns an UnusableInput of the block into a BadUsage with the same message."""
    try:
        yield
    except UnusableInput as error:
        raise BadUsage(str(error)) from None
