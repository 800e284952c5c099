"""An answer that is right, and late."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """The good answer of the arrival of the request, `milliseconds` of virtual time after it.

    So answers a server that is busy all the time. It hinders no page: one that waits is told the truth.
    """

    milliseconds: int = 2500

    @property
    def effect(self) -> str:
        """See Fault."""
        return f"answers after {self.milliseconds / 1000:g} s"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends it in time, unless the client leaves before."""
        due = exchange.now() + self.milliseconds
        exchange.record_held()
        while exchange.now() < due:
            if not await exchange.wait_for_time():
                exchange.record_abandoned()
                return
        await exchange.answer(exchange.good)
