"""The kinds of caching proxy between a page and its server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of caching proxy. Each field controls a block of `nginx.conf.jinja`.

    `keeps` are nginx's `proxy_cache_valid` lines: status codes, and the time for which an answer without
    a lifetime of its own is kept. `sentence` continues "a proxy that".
    """

    name: str
    sentence: str
    keeps: tuple[str, ...] = ()
    ignores_origin: bool = False
    is_blind_to_queries: bool = False
    lets_a_reload_past: bool = False
    serves_stale: bool = False
    caches: bool = True


OBEYING = Profile(
    "obeying",
    "keeps what RFC 9111 lets a shared cache keep, as long as the server says",
)
TUNNEL = Profile(
    "tunnel",
    "also keeps answers that carry no header at all, for a minute",
    keeps=("200 1m",),
)
STUBBORN = Profile(
    "stubborn",
    "keeps every answer for an hour, whatever the server says",
    keeps=("200 1h",),
    ignores_origin=True,
)
STALE_WHILE_REVALIDATE = Profile(
    "stale-while-revalidate",
    "answers with what it has while it fetches anew (RFC 5861, 3)",
    serves_stale=True,
)
ERROR_CACHING = Profile(
    "error-caching",
    "keeps a 404 or a 502 for a minute",
    keeps=("404 502 1m",),
)
QUERY_BLIND = Profile(
    "query-blind",
    "is a tunnel to which every query of one path is the same",
    keeps=("200 1m",),
    is_blind_to_queries=True,
)
RELOAD_ONLY = Profile(
    "reload-only",
    "heeds neither the server nor the query, and lets past only who asks for no stored answer",
    keeps=("200 1h",),
    ignores_origin=True,
    is_blind_to_queries=True,
    lets_a_reload_past=True,
)

PROFILES: Mapping[str, Profile] = {
    each.name: each
    for each in (
        OBEYING,
        TUNNEL,
        STUBBORN,
        STALE_WHILE_REVALIDATE,
        ERROR_CACHING,
        QUERY_BLIND,
        RELOAD_ONLY,
    )
}
"""Every profile by its name on the command line."""
