"""The dialect of the wire that a server speaks, by its answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from e2e.server_check.json_bodies import read_json, unwrap
from e2e.server_check.observation import Answer, Exchange
from mock_backend.dialects.dialect import DialectName

_TELLING: Mapping[str, DialectName] = {
    "results": "inline",
    "tool_list": "inline",
    "result_url": "result-url",
    "summary": "result-url",
}
"""The fields of a job that only one of the two dialects has; the surest sign comes first."""


def find_dialect(*exchanges: Exchange | None) -> DialectName | None:
    """Returns the dialect of the first job in these answers that shows it, or None.

    A job counts whether it is the whole answer or in a list.
    """
    for job in _get_jobs(exchanges):
        for field, name in _TELLING.items():
            if field in job:
                return name
    return None


def _get_jobs(exchanges: tuple[Exchange | None, ...]) -> Iterator[Mapping[str, object]]:
    for each in exchanges:
        if each is None or not isinstance(each.outcome, Answer) or each.outcome.status != 200:
            continue
        try:
            body = unwrap(read_json(each.outcome.body))
        except ValueError:
            continue
        listed = body.get("jobs") if isinstance(body, dict) else None
        jobs = listed if isinstance(listed, list) else [body]
        yield from (job for job in jobs if isinstance(job, dict))
