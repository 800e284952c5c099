"""Removes possible secrets from everything of a server that is written to a file. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

REMOVED = "REMOVED"

KEPT_HEADERS = frozenset(
    {
        "accept-ranges", "access-control-allow-origin", "age", "cache-control", "content-disposition",
        "content-type", "date", "etag", "expires", "last-modified", "pragma", "retry-after", "vary",
    }
)  # fmt: skip
"""The headers of an answer that are written: those that caches use, and no other."""

_KEPT_QUERY = frozenset({"mode", "limit", "skip", "_t", "format", "page"})
_NAMES_SECRET = re.compile(
    r"(api|access|private|session)[-_]?key|apikey|auth|bearer|cookie|credential|passw(or)?d|secret"
    r"|sess(ion)?[-_]?id|signature|token|jwt",
    re.IGNORECASE,
)
_LOOKS_SECRET = re.compile(
    r"\b(?:Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{6,}"
    r"|\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?",
    re.IGNORECASE,
)
_WITH_QUERY = re.compile(r"(?:https?:/|wss?:/)?/[^\s\"'<>]*")
_SHORTEST = 4
"""The least characters of a --header value to remove: shorter values occur in every text."""


class Redaction:
    """Removes the secrets that a person gave, and all texts that look like a secret.

    It removes the value of a field with a secret's name, each value of the person's own headers, the
    user before the host of an address, and each parameter of a query that a job server is not known to
    take.
    """

    def __init__(self, headers: Sequence[tuple[str, str]]) -> None:
        words = {word for _, value in headers for word in (value, *re.split(r"[\s;,=]+", value))}
        self._given = sorted((w for w in words if len(w) >= _SHORTEST), key=len, reverse=True)

    def clean(self, value: object, name: str = "") -> object:
        """Returns a JSON value without secrets; `name` is the name of its field."""
        match value:
            case dict():
                return {
                    self.clean_text(str(key)): self.clean(v, str(key)) for key, v in value.items()
                }
            case list():
                return [self.clean(each, name) for each in value]
            case str():
                return REMOVED if _NAMES_SECRET.search(name) else self.clean_text(value)
            case int() | float() if not isinstance(value, bool) and _NAMES_SECRET.search(name):
                return REMOVED
        return value

    def clean_text(self, text: str) -> str:
        """Returns a text or an address without secrets."""
        for each in self._given:
            text = text.replace(each, REMOVED)
        text = _LOOKS_SECRET.sub(REMOVED, text)
        return _WITH_QUERY.sub(lambda found: _clean_address(found[0]), text)

    def clean_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Returns the headers of an answer that are kept, without secrets."""
        kept = {name: value for name, value in headers.items() if name in KEPT_HEADERS}
        return {name: self.clean_text(value) for name, value in kept.items()}


def _clean_address(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return REMOVED
    place = parts.netloc.rpartition("@")[2]
    query = "&".join(_clean_parameter(each) for each in parts.query.split("&") if each)
    return urlunsplit((parts.scheme, place, parts.path, query, ""))


def _clean_parameter(parameter: str) -> str:
    name, equals, _ = parameter.partition("=")
    if name in _KEPT_QUERY:
        return parameter
    return f"{name}={REMOVED}" if equals else REMOVED
