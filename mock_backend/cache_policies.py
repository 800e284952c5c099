"""Which cache headers an answer carries, one policy a class."""

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
        """Headers to add to a 200 or a 304."""

    def get_etag(self, truth: Truth) -> str | None:
        """The entity tag to compare `If-None-Match` with; None: the answer is always a 200."""


class _WithoutEtag:
    def get_etag(self, truth: Truth) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class NoHeaders(_WithoutEtag):
    """No cache header at all, as the team's server does today."""

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """Nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class MaxAge(_WithoutEtag):
    """Fresh for `seconds` of real time (RFC 9111, 5.2.2.1)."""

    seconds: int

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Cache-Control: max-age`."""
        return {"Cache-Control": f"max-age={self.seconds}"}


@dataclass(frozen=True, slots=True)
class LastModifiedOnly(_WithoutEtag):
    """Only a date in the real past: fresh by heuristic, a tenth of its age (RFC 9111, 4.2.2)."""

    age: timedelta = timedelta(days=10)

    def get_headers(self, truth: Truth) -> dict[str, str]:
        """`Last-Modified`, `age` before the real now."""
        return {"Last-Modified": format_datetime(datetime.now(UTC) - self.age, usegmt=True)}


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
    """What the analysis recommends for the server (its Change 4)."""

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
"""Every policy by the name that a command line gives it."""


def is_not_modified(if_none_match: str | None, etag: str | None) -> bool:
    """Whether the answer is a 304: weak comparison, `*` matches (RFC 9110, 13.1.2 and 8.8.3.2)."""
    if if_none_match is None or etag is None:
        return False
    if if_none_match.strip() == "*":
        return True
    asked = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag.removeprefix("W/") in asked
