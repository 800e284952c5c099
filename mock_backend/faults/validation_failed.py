"""A request that FastAPI refuses before its handler runs."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange

_CODE = 422
_REASON = {
    "type": "missing",
    "loc": ["header", "x-api-key"],
    "msg": "Field required",
    "input": None,
}


@dataclass(frozen=True, slots=True)
class ValidationFailed:
    """422 with FastAPI's body for it: `detail` is a list of objects, and no text."""

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers with status {_CODE} and a list of reasons"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        await exchange.answer(JSONResponse({"detail": [_REASON]}, _CODE, {"Connection": "close"}))
