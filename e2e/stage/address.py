"""The address that the page under test is opened at."""

from __future__ import annotations

from urllib.parse import urlencode

from mock_backend import JobStatus


def get_address(
    page: str, observer: str, ahead: int, job: str | None, initial_status: JobStatus | None
) -> str:
    """Returns the address of `page` with what the harness reads of its query.

    `observer` is where its records go, `ahead` the milliseconds by which its `Date` is ahead of virtual
    time; without a `job` the document stays empty.
    """
    query = {"observer": observer, "ahead": str(ahead)}
    if job:
        query["job"] = job
    if initial_status:
        query["initialStatus"] = initial_status
    return f"{page}?{urlencode(query)}"
