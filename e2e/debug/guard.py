"""The access check of the control server, which refuses a request before any part of it takes effect."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from e2e.debug.problem import say_problem

MOST_BYTES = 16 * 1024
"""The most bytes of a request's body; a command is one line."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_SAME = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site for the panel's own requests, and for an address that a person typed in."""

PUBLIC = "/static/"
"""The path that needs no token: scripts and styles, which have no secrets."""


_HEADERS = {
    # The sequence diagram contains its style.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The headers of every response. The address contains the token, so it must not be kept or passed on."""


class Guard:
    """Lets a request through that names this host, comes from this origin, and carries the token.

    The response to any other request is a 4xx that names the part of the request at fault, in the form of
    FastAPI's own. The token comes as `Authorization: Bearer TOKEN`, or as the query parameter `token`,
    because an address and an EventSource cannot carry a header. `hosts` are the accepted host names. With
    `is_open` every IP address is accepted as well, but no other name, because a foreign name can point to
    this server (DNS rebinding).
    """

    def __init__(
        self, app: ASGIApp, *, token: str, hosts: Iterable[str] = LOOPBACK, is_open: bool = False
    ) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)
        self._is_open = is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._answer(scope, receive, send_guarded)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._check(scope, headers)
        if refusal is None:
            body, refusal = await _read_body(headers, receive)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, _give(body, receive), send)

    def _check(self, scope: Scope, headers: Headers) -> JSONResponse | None:
        host = headers.get("host", "")
        if not self._is_known(host):
            return say_problem(
                403, ("header", "host"), f"{host!r} is not where this server listens."
            )
        origin = headers.get("origin")
        if origin is not None and origin != f"{scope['scheme']}://{host}":
            return say_problem(
                403, ("header", "origin"), f"{origin!r} is not this server's own page."
            )
        site = headers.get("sec-fetch-site", "none")
        if site not in _SAME:
            return say_problem(
                403, ("header", "sec-fetch-site"), f"{site!r}: another page may not ask here."
            )
        if not scope["path"].startswith(PUBLIC) and not self._has_token(scope, headers):
            return say_problem(
                401,
                ("query", "token"),
                "The token is missing or wrong. The command printed an address with it.",
                {"WWW-Authenticate": "Bearer"},
            )
        return None

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
            if name in self._hosts:
                return True
            return self._is_open and bool(ipaddress.ip_address(name))
        except ValueError:
            return False

    def _has_token(self, scope: Scope, headers: Headers) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        given += [bearer] if scheme.lower() == "bearer" else []
        return any(
            hmac.compare_digest(each.encode("utf-8", "replace"), self._token.encode())
            for each in given
        )


async def _read_body(headers: Headers, receive: Receive) -> tuple[bytes, JSONResponse | None]:
    too_large = say_problem(413, ("body",), f"A body has {MOST_BYTES} bytes at most.")
    length = headers.get("content-length", "0")
    if length.isdigit() and int(length) > MOST_BYTES:
        return b"", too_large
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body, None
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return b"", too_large
        if not message.get("more_body", False):
            return body, None


def _give(body: bytes, receive: Receive) -> Receive:
    """Returns a `receive` that gives `body` once, and then the later messages of `receive`."""
    left = [body]

    async def give() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return give
