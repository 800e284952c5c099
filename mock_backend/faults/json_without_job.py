"""JSON that is not a job where a job is expected."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class JsonWithoutJob:
    """Status 200 and an object without the fields of a job, as a gateway sends that reports in JSON."""

    @property
    def effect(self) -> str:
        """See Fault."""
        return "answers with JSON that is not a job"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        body = {"message": "The service is starting"}
        await exchange.answer(JSONResponse(body, 200, {"Connection": "close"}))
