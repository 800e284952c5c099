"""The middleware that the analysis recommends (its Change 4, "Better Approach")."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class NoCacheMiddleware:
    """Sets `Cache-Control: no-store` and `Pragma` on every answer below `/v1/jobs`.

    It is a plain ASGI middleware, because a held answer must notice when its client goes away, and
    Starlette's BaseHTTPMiddleware hides that from the handler.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Calls the app, and adds the two headers to its answers."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1/jobs"):
            await self._app(scope, receive, send)
            return

        async def send_uncached(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store, no-cache, must-revalidate"
                headers["Pragma"] = "no-cache"
            await send(message)

        await self._app(scope, receive, send_uncached)
