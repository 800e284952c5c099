"""The server's address and request headers, as a person gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from e2e.server_check.errors import UnusableInput

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""The characters of a header's name (RFC 9110, 5.6.2)."""

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port (RFC 6454, 4), in lower case and with the port spelled out."""

    scheme: str
    host: str
    port: int

    def may_lead_to(self, other: Origin) -> bool:
        """Whether to follow a redirect to `other`: the same origin, or the same host's step up to TLS.

        Another port may be another server, and the request's headers may carry a key.
        """
        steps_up = (self.scheme, self.port, other.scheme, other.port) == ("http", 80, "https", 443)
        return self == other or (self.host == other.host and steps_up)


@dataclass(frozen=True, slots=True)
class Address:
    """A server's root: its origin as text, and the path below which `/v1` lies, empty or `/…`."""

    root: str
    prefix: str = ""

    def __str__(self) -> str:
        """The address for messages: the root with its prefix."""
        return self.root + self.prefix

    def get_url(self, target: str) -> str:
        """Returns the URL of `target`, a path with its query."""
        return f"{self.root}{self.prefix}{target}"

    def get_socket_url(self, target: str) -> str:
        """Returns the URL of `target` for a WebSocket: `ws` for http, `wss` for https."""
        return re.sub("^http", "ws", self.get_url(target))


def read_address(given: str) -> Address:
    """Returns the address that a person gave, with or without a `/v1` at its end.

    Raises UnusableInput for a text that is not the http or https address of a server.
    """
    parts, port = _split(given.strip())
    failed = f"Failed to check {given!r}:"
    if parts.scheme not in _PORTS:
        hint = f" Did you mean 'http://{given}'?" if _looks_like_host(given) else ""
        raise UnusableInput(
            f"{failed} it is no http or https address.{hint} Give one such as http://localhost:8000."
        )
    if not parts.hostname or port is None:
        raise UnusableInput(
            f"{failed} it names no host and port. Give one such as http://localhost:8000."
        )
    if parts.username is not None or parts.password is not None:
        raise UnusableInput(
            "Failed to check this address: it carries a password, which would be shown in reports. "
            "Give it as --header 'Authorization: Basic …'."
        )
    if parts.query or parts.fragment:
        raise UnusableInput(f"{failed} give the server's root, without a query or a fragment.")
    prefix = parts.path.rstrip("/").removesuffix("/v1")
    return Address(f"{parts.scheme}://{parts.netloc}", prefix)


def read_header(given: str) -> tuple[str, str]:
    """Returns name and value of a `--header`; raises UnusableInput for a text that is no header.

    The message never repeats the value, because it may be a secret.
    """
    name, colon, value = given.partition(":")
    name, value = name.strip(), value.strip()
    if not colon:
        first, space, _ = name.partition(" ")
        named = f" {first!r}" if space else ""
        raise UnusableInput(
            f"Failed to read --header{named}: it has no colon. Write it as 'X-API-Key: value'."
        )
    if not _TOKEN.fullmatch(name):
        raise UnusableInput(
            f"Failed to read --header: {name!r} is no name of a header. "
            "Write it as 'X-API-Key: value'."
        )
    if not value or not value.isascii() or not value.isprintable():
        raise UnusableInput(
            f"Failed to read --header {name!r}: its value is empty or has characters that no header "
            "may carry."
        )
    return name, value


def get_origin(url: str) -> Origin | None:
    """Returns the origin of an absolute http or https address, or None for any other text."""
    parts, port = _split(url)
    if parts.scheme not in _PORTS or not parts.hostname or port is None:
        return None
    return Origin(parts.scheme, parts.hostname, port)


def get_job_target(job: str, *, is_socket: bool = False) -> str:
    """Returns the path of a job, or of its WebSocket if `is_socket`."""
    return f"/v1/{'ws/' if is_socket else ''}jobs/{quote(job, safe='')}"


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        if re.search(r"\s", url):
            raise ValueError("white space")
        parts = urlsplit(url)
        return parts, parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return SplitResult("http", "", "", "", ""), None


def _looks_like_host(given: str) -> bool:
    return re.fullmatch(r"[\w.\-]+(:\d+)?(/\S*)?", given) is not None
