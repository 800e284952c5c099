"""Reads `Cache-Control`, and tells how a cache may reuse an answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from e2e.server_check import clauses

_DIRECTIVE = re.compile(
    r'\s*([!#$%&\'*+\-.^_`|~\w]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^,\s]*))?\s*(?:,|$)'
)
_HEURISTIC_PART = 10
"""Caches reuse an answer for a tenth of its age since `Last-Modified` (RFC 9111, 4.2.2)."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """How a cache may reuse an answer, in words, and the clause that allows it."""

    said: str
    clause: str


def parse_cache_control(value: str) -> dict[str, str | None]:
    """Returns the argument of each directive, or None, by lower-case name (RFC 9111, 5.2).

    If a directive is there twice, the first one counts (4.2.1).
    """
    directives: dict[str, str | None] = {}
    for name, argument in _DIRECTIVE.findall(value):
        directives.setdefault(name.lower(), argument.strip('"') or None)
    return directives


def find_reuse(headers: Mapping[str, str]) -> Reuse | None:
    """Returns how a cache may store and reuse the answer with these `headers`; None if it may not.

    The names of `headers` are in lower case.
    """
    value = headers.get("cache-control")
    if value is None:
        return _find_reuse_by_default(headers)
    directives = parse_cache_control(value)
    if "no-store" in directives and "must-understand" not in directives:
        return None
    came = f"Cache-Control: {value}"
    if "no-store" in directives:
        return Reuse(
            f"{came}: `must-understand` lets a cache that knows the status code ignore `no-store`",
            clauses.MUST_UNDERSTAND,
        )
    if "no-cache" in directives:
        return Reuse(
            f"{came}: it is stored, and a 304 gives the stored answer again", clauses.NO_CACHE
        )
    for name, clause in (("s-maxage", clauses.S_MAXAGE), ("max-age", clauses.MAX_AGE)):
        seconds = directives.get(name) or ""
        if seconds.isdigit():
            if int(seconds) == 0:
                return Reuse(f"{came}: it is stored, and a 304 gives it again", clause)
            again = f"given again for {_say(int(seconds))} without asking the server"
            only = " by a proxy" if name == "s-maxage" else ""
            return Reuse(f"{came}: it may be {again}{only}", clause)
    return Reuse(f"{came}, without `no-store`", clauses.NO_STORE)


def _find_reuse_by_default(headers: Mapping[str, str]) -> Reuse:
    if "expires" in headers:
        return Reuse(
            f"no Cache-Control, and Expires: {headers['expires']}: it is stored", clauses.EXPIRES
        )
    age = _get_age(headers)
    if age is not None:
        return Reuse(
            f"no Cache-Control, and Last-Modified {_say(age)} ago: a browser may give it again for "
            f"{_say(age // _HEURISTIC_PART)} without asking",
            clauses.HEURISTIC_FRESHNESS,
        )
    validator = f"ETag: {headers['etag']} and " if "etag" in headers else ""
    return Reuse(
        f"{validator}no Cache-Control: a cache may store it and choose how long to give it again",
        clauses.HEURISTIC_FRESHNESS,
    )


def _get_age(headers: Mapping[str, str]) -> int | None:
    modified, now = _to_moment(headers.get("last-modified")), _to_moment(headers.get("date"))
    if modified is None or now is None or modified >= now:
        return None
    return int((now - modified).total_seconds())


def _to_moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _say(seconds: int) -> str:
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "no time"
