"""An empty body where JSON is expected."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class EmptyBody:
    """Status 200, `application/json`, and an empty body."""

    @property
    def effect(self) -> str:
        """See Fault."""
        return "answers with an empty body"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import Response

        headers = {"Connection": "close"}
        await exchange.answer(Response(b"", 200, headers, media_type="application/json"))
