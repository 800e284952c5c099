"""An answer that never comes."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class NeverAnswers:
    """The request is accepted and gets no answer, until the page cancels it or goes away.

    Unlike a held answer it cannot be released.
    """

    @property
    def effect(self) -> str:
        """See Fault."""
        return "never answers"

    async def spoil(self, exchange: Exchange) -> None:
        """Waits until the page cancels the request."""
        await exchange.wait_until_abandoned()
