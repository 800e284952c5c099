"""A page of HTML where JSON is expected."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The page of a tunnel or a gateway in the server's place; with status 200 it looks like success."""

    status: int = 502

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers with an HTML page and status {self.status}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import HTMLResponse

        page = "<!doctype html><title>Tunnel</title><h1>The tunnel is not available</h1>"
        await exchange.answer(HTMLResponse(page, self.status, {"Connection": "close"}))
