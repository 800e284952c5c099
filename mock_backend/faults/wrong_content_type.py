"""The right body with a wrong content type."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class WrongContentType:
    """The good answer as `media_type`. A page may read it nevertheless, or treat it as an error."""

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
