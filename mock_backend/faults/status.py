"""An error status."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import JSONResponse

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Status:
    """A JSON answer with an error status, 400 to 599, and FastAPI's `detail`."""

    code: int
    detail: str = "The server is not well"

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers with status {self.code}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        await exchange.answer(
            JSONResponse({"detail": self.detail}, self.code, {"Connection": "close"})
        )
