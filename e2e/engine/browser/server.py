"""A Playwright server whose browser plays, in the place of one that is started on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

LIMIT = 30.0
"""Seconds of real time that a server has to hand over a browser."""

EXPOSED_HOST = "127.0.0.1"
"""The one host of this machine that a browser on a server reaches, through Playwright's own tunnel.

The tunnel looks names up on this machine, where only some systems know `*.localhost`; an address needs no
look-up.
"""


@dataclass(frozen=True, slots=True)
class BrowserServer:
    """The address of a Playwright server, and the seconds that it has to hand over a browser.

    Raises ValueError for an address that is not `ws://HOST…` or `wss://HOST…`, and for a limit that is
    not above 0; the message has no part of the address, which may be secret.
    """

    address: str
    limit: float = LIMIT

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.address)
            is_usable = parts.scheme in ("ws", "wss") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_usable = False
        if not is_usable:
            raise ValueError("it is no address of the form ws://HOST:PORT/PATH or wss://HOST/PATH")
        if self.limit <= 0:
            raise ValueError(f"its limit is {self.limit:g} s, and has to be above 0")

    def __str__(self) -> str:
        """Returns scheme, host and port: user, path and query of an address may be secret."""
        parts = urlsplit(self.address)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"

    def tell(self, message: str) -> str:
        """Returns a message of Playwright about this server in one line, without its log and the address.

        Playwright draws a frame around a message about versions.
        """
        if message.startswith("BrowserType.connect: Timeout"):
            return f"it did not hand over a browser in {self.limit:g} s (--browser-server-limit)"
        said = message.partition("Call log:")[0]
        for address in (self.address, self.address.partition("?")[0]):
            said = said.replace(address, str(self))
        for before in ("BrowserType.connect: ", "WebSocket error: "):
            said = said.removeprefix(before)
        return " ".join(said.translate(_FRAME).split()) or "it gave no reason"


_FRAME = dict.fromkeys(map(ord, "╔═╗║╚╝"))
