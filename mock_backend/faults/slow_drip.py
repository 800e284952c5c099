"""An answer that comes byte by byte."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class SlowDrip:
    """The good answer at `bytes_per_second` of virtual time; the headers and a first byte go out at once.

    The bytes that are due go out each time that virtual time moves on. A whole job takes about 10 s.
    Without the first byte Chromium does not tell an XMLHttpRequest of the headers.
    """

    bytes_per_second: int = 40

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers at {self.bytes_per_second} bytes a second"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it, unless the client leaves before the end."""
        body = bytes(exchange.good.body)
        began, sent = exchange.now(), 1
        await exchange.begin()
        await exchange.go_on(body[:sent])
        exchange.record_drips()
        while sent < len(body):
            if not await exchange.wait_for_time():
                exchange.record_abandoned()
                return
            passed = (exchange.now() - began) * self.bytes_per_second // 1000
            due = min(len(body), max(sent, passed))
            await exchange.go_on(body[sent:due], is_last=due == len(body))
            sent = due
        exchange.record_sent(200)
