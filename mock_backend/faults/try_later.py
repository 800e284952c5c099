"""An error status with the time of the next attempt."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import format_datetime

from mock_backend.faults.exchange import Exchange
from mock_backend.moments import to_moment


@dataclass(frozen=True, slots=True)
class TryLater:
    """A 429 or 503 with `Retry-After` (RFC 9110, 10.2.3): `seconds`, or that moment as a date."""

    code: int
    seconds: int
    says_date: bool = False

    @property
    def effect(self) -> str:
        """See Fault."""
        when = "a date" if self.says_date else f"{self.seconds} s"
        return f"answers with status {self.code} and Retry-After, {when}"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it."""
        from starlette.responses import JSONResponse

        then = to_moment(exchange.now() + self.seconds * 1_000)
        after = format_datetime(then, usegmt=True) if self.says_date else str(self.seconds)
        headers = {"Connection": "close", "Retry-After": after}
        body = {"detail": "Too many requests" if self.code == 429 else "Service Unavailable"}
        await exchange.answer(JSONResponse(body, self.code, headers))
