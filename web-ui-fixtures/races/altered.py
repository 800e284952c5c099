"""Answers whose job has other fields than the server's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from mock_backend.faults.exchange import Exchange


class Altered:
    """The good answer, with `fields` in the place of its own."""

    def __init__(self, **fields: object) -> None:
        self._fields = fields

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers with {json.dumps(self._fields)} in the job"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        job: dict[str, Any] = json.loads(bytes(exchange.good.body))
        await exchange.answer(JSONResponse(job | self._fields, headers={"Connection": "close"}))


@dataclass(frozen=True, slots=True)
class Body:
    """Another body in the place of the job, as JSON with status 200."""

    value: object

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers with {json.dumps(self.value)}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        await exchange.answer(JSONResponse(self.value, headers={"Connection": "close"}))
