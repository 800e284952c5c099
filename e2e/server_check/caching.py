"""The rules for `Cache-Control` and `Pragma`: no cache may keep an answer about jobs. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.server_check import clauses
from e2e.server_check.cache_control import find_reuse, parse_cache_control
from e2e.server_check.observation import Answer, Request
from e2e.server_check.report import Finding

NOT_MODIFIED = 304
NOT_FOUND = 404

FIX_NO_STORE = (
    "Send `Cache-Control: no-store, no-cache, must-revalidate` on every answer below /v1/jobs, a 404 "
    "and a 304 too: a middleware does (mock_backend/no_cache_middleware.py is one)."
)
FIX_PRAGMA = "Send `Pragma: no-cache` beside it: caches of HTTP/1.0 know nothing else."


def judge_caching(request: Request, answer: Answer) -> Iterator[Finding]:
    """Yields a finding if a cache may keep `answer`, and one if it has no `Pragma: no-cache`."""
    asked = f"{request}, answered {answer.status}"
    reuse = find_reuse(answer.headers)
    if reuse is not None:
        clause = clauses.join(
            reuse.clause, *_get_clauses(request, answer), clauses.CHANGE_4, clauses.NO_HEADERS_TODAY
        )
        yield Finding(
            rule="no-store", asked=asked, came=reuse.said, clause=clause, fix=FIX_NO_STORE
        )
    pragma = answer.headers.get("pragma")
    if "no-cache" not in parse_cache_control(pragma or ""):
        yield Finding(
            rule="pragma",
            asked=asked,
            came="no Pragma" if pragma is None else f"Pragma: {pragma}",
            clause=clauses.join(clauses.CHANGE_4, clauses.PRAGMA),
            fix=FIX_PRAGMA,
        )


def _get_clauses(request: Request, answer: Answer) -> Iterator[str]:
    """Yields the clauses by which a cache uses this kind of answer: a 304, a 404, or one to HEAD."""
    if answer.status == NOT_MODIFIED:
        yield clauses.NOT_MODIFIED
        yield clauses.FRESHENED_BY_304
    if answer.status == NOT_FOUND:
        yield clauses.CACHEABLE_BY_DEFAULT
    if request.method == "HEAD":
        yield clauses.FRESHENED_BY_HEAD
