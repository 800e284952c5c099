"""The address that the page under test is opened at."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from mock_backend import JobStatus


def get_address(
    page: str,
    *,
    observer: str,
    clock: int,
    ahead: int,
    job: str | None = None,
    initial_status: JobStatus | None = None,
    is_shared: bool = False,
    is_painted: bool = True,
    scripts: str | None = None,
    mutants: Sequence[str] | None = None,
) -> str:
    """Returns the address of `page` with what the harness reads of its query.

    `observer` is where its records go, `clock` the reading of virtual time (ms), `ahead` the milliseconds
    by which its `Date` is ahead of that; without a `job` the document stays empty. `is_shared`: plays
    share the document, and none needs to find its job in the address. Without `is_painted` the
    browser draws no frames of it. `scripts` is the host and port that
    its scripts are loaded from; without it they come from the page's own. `mutants` are the ids of those
    that are in effect on an instrumented page, and the page tells which of them it comes by; of all,
    where none is in effect.
    """
    query = {"observer": observer, "clock": str(clock), "ahead": str(ahead)}
    if job:
        query["job"] = job
    if initial_status:
        query["initialStatus"] = initial_status
    if scripts:
        query["scripts"] = scripts
    if mutants is not None:
        query["mutant"] = ".".join(mutants)
    if is_shared:
        query["shared"] = ""
    if not is_painted:
        query["unpainted"] = ""
    return f"{page}?{urlencode(query)}"
