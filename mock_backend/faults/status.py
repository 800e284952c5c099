"""An error status."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.cache_policies import NoStore
from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Status:
    """A JSON answer with an error status, 400 to 599, and FastAPI's `detail`.

    `forbids_caching`: with the analysis's header, as its middleware puts it on errors as well.
    """

    code: int
    detail: str = "The server is not well"
    forbids_caching: bool = False

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers with status {self.code}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        headers = {"Connection": "close"}
        if self.forbids_caching:
            headers |= NoStore().get_headers(exchange.truth)
        await exchange.answer(JSONResponse({"detail": self.detail}, self.code, headers))
