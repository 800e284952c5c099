"""The right body under a wrong name."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class WrongContentType:
    """The good answer as `media_type`: a page may read it all the same, or take it for no answer."""

    media_type: str = "text/plain"

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers as {self.media_type}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import Response

        headers = {"Connection": "close"}
        await exchange.answer(
            Response(bytes(exchange.good.body), 200, headers, media_type=self.media_type)
        )
