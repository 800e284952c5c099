"""An answer that sends the page elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect to an HTML page, as from a proxy whose log-in has expired."""

    code: int = 302
    to: str = "/login"

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"redirects to {self.to}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it; the backend answers the address that it leads to with a 404 and HTML."""
        from starlette.responses import RedirectResponse

        await exchange.answer(RedirectResponse(self.to, self.code, {"Connection": "close"}))
