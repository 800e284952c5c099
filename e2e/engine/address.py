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
    tab: int = 0,
    job: str | None = None,
    initial_status: JobStatus | None = None,
    is_shared: bool = False,
    is_painted: bool = True,
    scripts: str | None = None,
    mutants: Sequence[str] | None = None,
) -> str:
    """Returns the address of `page` with the query that the harness reads.

    `observer` is the port and token that the page's records go to (`LinkServer.address_of`), `clock` the
    reading of virtual time (ms), `ahead` the milliseconds by which the page's `Date` is ahead of it.
    `tab` is the number of the tab, from 0: with the time it is the seed of the page's random numbers.
    Without a `job` the document stays empty. `is_shared`: several plays share the document, and their
    jobs are not in the address. Without `is_painted` the browser draws no frames of the page. `scripts`
    is the host and port that the scripts are loaded from; without it, the page's own host serves them.
    `mutants` are the ids of the mutants that are in effect on an instrumented page. The page tells which
    of these its code reached; where the list is empty, it tells this of all its mutants.
    """
    query = {"observer": observer, "clock": str(clock), "ahead": str(ahead)}
    if tab:
        query["tab"] = str(tab)
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
