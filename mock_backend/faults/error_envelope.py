"""An error status with an error in the words that a job could have."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class ErrorEnvelope:
    """A gateway's answer with an error status whose body says `"status": "error"` and why (JSend)."""

    code: int

    @property
    def effect(self) -> str:
        """See Fault."""
        return f'answers with status {self.code} and a body that says "status": "error"'

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        body = {"status": "error", "message": "The upstream is not available"}
        await exchange.answer(JSONResponse(body, self.code, {"Connection": "close"}))
