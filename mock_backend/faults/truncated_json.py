"""JSON that ends too early."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class TruncatedJson:
    """Half of the good body, as a complete answer with status 200."""

    @property
    def effect(self) -> str:
        """See Fault."""
        return "answers with half of the JSON"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import Response

        body = bytes(exchange.good.body)
        await exchange.answer(
            Response(
                body[: len(body) // 2],
                200,
                {"Connection": "close"},
                media_type="application/json",
            )
        )
