"""The policies that decide the cache headers of an answer. Each class is one policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import MappingProxyType
from typing import Protocol

from mock_backend.job_life import Truth


class CachePolicy(Protocol):
    """Decides the headers of an answer that carries `truth`, and its validator if it has one."""

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """Returns the headers to add to a 200 or a 304."""

    def get_etag(self, truth: Truth) -> str | None:
        """Returns the entity tag to compare with `If-None-Match`; for None the answer is always 200."""


class _WithoutEtag:
    def get_etag(self, truth: Truth) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class NoHeaders(_WithoutEtag):
    """No cache header at all, as the team's server does today."""

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """Returns no header."""
        return {}


@dataclass(frozen=True, slots=True)
class MaxAge(_WithoutEtag):
    """Fresh for `seconds` of real time (RFC 9111, 5.2.2.1)."""

    seconds: int

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Cache-Control: max-age`."""
        return {"Cache-Control": f"max-age={self.seconds}"}


@dataclass(frozen=True, slots=True)
class SharedMaxAge(_WithoutEtag):
    """Fresh for `seconds` of real time in a shared cache, never in a browser's (RFC 9111, 5.2.2.10)."""

    seconds: int

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Cache-Control: s-maxage`, and `max-age=0` for the browser."""
        return {"Cache-Control": f"max-age=0, s-maxage={self.seconds}"}


@dataclass(frozen=True, slots=True)
class StaleWhileRevalidate(_WithoutEtag):
    """Fresh for a second, then usable for `seconds` more while a cache revalidates it (RFC 5861, 3)."""

    seconds: int

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Cache-Control: stale-while-revalidate`."""
        directives = f"max-age=0, s-maxage=1, stale-while-revalidate={self.seconds}"
        return {"Cache-Control": directives}


_STARTED_AT = datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class LastModifiedOnly(_WithoutEtag):
    """Only a date in the real past: fresh by heuristic, a tenth of its age (RFC 9111, 4.2.2).

    Each version has a date of its own, which stays the same. So a proxy that compares dates (RFC 9110,
    13.1.3) gives the same answers on a fast and on a slow machine.
    """

    age: timedelta = timedelta(days=10)

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Last-Modified`: `age` before this process started, and a second later for each version."""
        modified = _STARTED_AT - self.age + timedelta(seconds=truth.version)
        return {"Last-Modified": format_datetime(modified, usegmt=True)}


@dataclass(frozen=True, slots=True)
class ETag:
    """A strong validator that changes with each version (RFC 9110, 8.8.3)."""

    def get_etag(self, truth: Truth) -> str | None:
        """The version."""
        return f'"{truth.version}"'

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`ETag`."""
        return {"ETag": f'"{truth.version}"'}


@dataclass(frozen=True, slots=True)
class NoCache(ETag):
    """Revalidated before each use: `no-cache` with a tag (RFC 9111, 5.2.2.4)."""

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Cache-Control: no-cache` and `ETag`."""
        return {"Cache-Control": "no-cache", "ETag": f'"{truth.version}"'}


@dataclass(frozen=True, slots=True)
class ETagBySecond:
    """A weak validator of whole seconds: two versions in one second share it (RFC 9110, 8.8.1).

    A job that completes in the second of its last progress is "not modified" for ever.
    """

    def get_etag(self, truth: Truth) -> str | None:
        """The second of the last change."""
        return f'W/"{truth.updated_at // 1000}"'

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`ETag`."""
        return {"ETag": f'W/"{truth.updated_at // 1000}"'}


@dataclass(frozen=True, slots=True)
class NoStore(_WithoutEtag):
    """The header that the analysis recommends for the server (its Change 4)."""

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Cache-Control` with `no-store`, and `Pragma` for HTTP/1.0 caches."""
        return {
            "Cache-Control": "no-store, no-cache, must-revalidate",
            "Pragma": "no-cache",
        }


CACHE_POLICIES: Mapping[str, CachePolicy] = MappingProxyType(
    {
        "no-headers": NoHeaders(),
        "max-age": MaxAge(60),
        "last-modified-only": LastModifiedOnly(),
        "etag": ETag(),
        "etag-by-second": ETagBySecond(),
        "no-store": NoStore(),
    }
)
"""Every policy by its name on the command line."""


@dataclass(frozen=True, slots=True)
class Forbidding:
    """`policy` with the analysis's header on top, as its middleware sets it (its Change 4)."""

    policy: CachePolicy

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """Returns the headers of `policy`, in which those of `NoStore` replace `Cache-Control`."""
        return {**self.policy.get_headers(truth), **NoStore().get_headers(truth)}

    def get_etag(self, truth: Truth) -> str | None:
        """Returns the tag of `policy`."""
        return self.policy.get_etag(truth)


def is_not_modified(if_none_match: str | None, etag: str | None) -> bool:
    """Returns whether the answer is a 304: weak comparison, `*` matches (RFC 9110, 13.1.2, 8.8.3.2)."""
    if if_none_match is None or etag is None:
        return False
    if if_none_match.strip() == "*":
        return True
    asked = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag.removeprefix("W/") in asked
