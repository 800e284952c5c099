"""An answer that never comes."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class NeverAnswers:
    """The request is taken and nothing follows, until the page gives up or goes away.

    It differs from a held answer in that nobody can release it.
    """

    @property
    def effect(self) -> str:
        """See Fault."""
        return "never answers"

    async def spoil(self, exchange: Exchange) -> None:
        """Waits for the page to give up."""
        await exchange.wait_until_abandoned()
