"""Connections that are reset, with a TCP RST; a cut sends a FIN."""

from __future__ import annotations

from dataclasses import dataclass

from mock_backend.faults.exchange import Exchange


@dataclass(frozen=True, slots=True)
class ResetBeforeHeaders:
    """The connection is reset before a byte of the answer (RFC 9293, 3.10.4): `fetch` rejects."""

    @property
    def effect(self) -> str:
        """See Fault."""
        return "resets the connection before it answers"

    async def spoil(self, exchange: Exchange) -> None:
        """Resets."""
        await exchange.reset()


@dataclass(frozen=True, slots=True)
class ResetMidBody:
    """The headers promise the good body and the connection is reset in its middle."""

    @property
    def effect(self) -> str:
        """See Fault."""
        return "resets the connection in the middle of its answer"

    async def spoil(self, exchange: Exchange) -> None:
        """Sends the headers and half of the body, and resets."""
        await exchange.begin_body()
        await exchange.reset()
